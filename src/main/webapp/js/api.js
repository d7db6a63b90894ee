// The REST API of this service.
import { language, t } from './language.js';
import { refusal } from './problems.js';

export class Refusal extends Error {
  constructor(status, problem) {
    super(refusal(problem, status));
    this.status = status;
    this.problem = problem;
  }
}

async function call(method, path, { body, etag } = {}) {
  const headers = { Accept: 'application/json', 'Accept-Language': language };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (etag) {
    headers['If-Match'] = etag;
  }
  let response;
  try {
    response = await fetch(`/api/${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin',
    });
  } catch {
    throw new Error(t('The service cannot be reached. What you entered stays here; it is saved once the service answers again.'));
  }
  document.dispatchEvent(new CustomEvent('room', { detail: response.headers.get('Confluens-Room') !== 'none' }));
  if (response.status === 401 && method === 'GET') {
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const text = await response.text();
  const json = text && (response.headers.get('Content-Type') ?? '').includes('json') ? JSON.parse(text) : {};
  if (!response.ok) {
    throw new Refusal(response.status, json);
  }
  return { json, etag: response.headers.get('ETag') };
}

export const get = (path) => call('GET', path);
export const put = (path, body, etag) => call('PUT', path, { body, etag });
export const post = (path, body = {}, etag) => call('POST', path, { body, etag });

// An address of the API with its parameters, the empty ones left out.
export function address(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return query.size ? `${path}?${query}` : path;
}
