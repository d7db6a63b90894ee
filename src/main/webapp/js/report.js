// The page of one report: its form, what can be done with it, its documents.
import { get, put, post, Refusal } from './api.js';
import { h, replace, ask, say, field } from './dom.js';
import { shell, personName, day, moment, stateBadge, STATES } from './shell.js';
import { Form } from './form.js';
import { plain } from './values.js';

const PAUSE = 600;
const id = new URLSearchParams(location.search).get('id');
const main = document.getElementById('main');
let report;
let form;
let etag;
let timer;
let saving;

async function load() {
  const answer = await get(`reports/${encodeURIComponent(id)}`);
  report = answer.json;
  etag = answer.etag;
  render();
}

function render() {
  document.title = `${personName(report.patient.name)} – ${report.template.title} – Confluens`;
  form = new Form(report, later);
  replace(main, head(), notices(), h('div', { class: 'columns2' }, form.render(), aside()));
}

// ───────────── head ─────────────

function head() {
  const { patient, study } = report;
  return h('header', { class: 'reporthead' },
    h('div', {},
      h('h1', {}, personName(patient.name)),
      h('p', { class: 'facts' },
        h('a', { href: `/patient.html?id=${encodeURIComponent(patient.id)}&issuer=${encodeURIComponent(patient.issuer)}` }, `ID ${patient.id}`),
        h('span', {}, `born ${day(patient.birthDate)}`), patient.sex && h('span', {}, patient.sex),
        h('span', {}, `study of ${day(study.date)}`), study.accessionNumber && h('span', {}, `accession ${study.accessionNumber}`),
        study.description && h('span', {}, study.description)),
      h('p', { class: 'facts' }, h('strong', {}, report.template.title), stateBadge(report.state),
        h('span', { id: 'saved', role: 'status' }))),
    h('div', { class: 'buttons' }, actions()));
}

const ACTIONS = {
  complete: ['Complete', 'primary', complete],
  verify: ['Verify …', 'primary', verify],
  reopen: ['Reopen', 'quiet', () => act('reopen')],
  amend: ['Amend …', 'quiet', amend],
  withdraw: ['Withdraw …', 'quiet', withdraw],
};

function actions() {
  return Object.entries(ACTIONS).filter(([action]) => report.actions.includes(action)).map(([action, [label, style, run]]) =>
    h('button', { type: 'button', class: style, id: `do-${action}`, onclick: () => guarded(run) },
      action === 'verify' && report.state === 'VERIFIED' ? 'Add observer …' : label));
}

function notices() {
  return h('div', { id: 'notices' },
    report.lateImagesAt && h('p', { class: 'notice warn' },
      `Images of this study arrived after the report (${moment(report.lateImagesAt)}). They are not in its evidence.`),
    report.withdrawnReason && h('p', { class: 'notice warn' }, `Withdrawn: ${report.withdrawnReason}`),
    report.verifiedVersion && report.state !== 'VERIFIED' && report.state !== 'WITHDRAWN' && h('p', { class: 'notice' },
      'An amendment is in progress; the verified version counts until the new one is verified.'),
    h('div', { id: 'problems' }));
}

// ───────────── documents ─────────────

function aside() {
  const frame = h('iframe', { title: 'The document as it stands', sandbox: '', class: 'preview' });
  const show = (version) => {
    frame.src = `/api/reports/${id}/document${version ? `?version=${version}` : ''}`;
  };
  show('');
  const versions = report.versions.map((version) => h('li', {},
    h('button', { type: 'button', class: 'link', onclick: () => show(version.number) }, `${version.number}. ${STATES[version.stage]}`),
    h('span', {}, ` ${moment(version.madeAt)}`), version.verifiedBy && h('span', {}, ` ${personName(version.verifiedBy)}`)));
  return h('aside', { 'aria-label': 'Documents' },
    h('details', { open: true }, h('summary', {}, 'Document'),
      h('p', { class: 'downloads' }, ['application/dicom', 'application/pdf', 'text/plain'].map((type) =>
        h('a', { href: `/api/reports/${id}/document?type=${encodeURIComponent(type)}` }, { 'application/dicom': 'DICOM SR', 'application/pdf': 'PDF', 'text/plain': 'Text' }[type]))),
      frame),
    h('details', {}, h('summary', {}, `Versions (${report.versions.length})`), h('ol', { class: 'versions' }, versions)));
}

// ───────────── saving ─────────────

function later() {
  status('Not saved yet');
  clearTimeout(timer);
  timer = setTimeout(() => save().catch(failed), PAUSE);
}

function status(text) {
  const place = document.getElementById('saved');
  if (place) {
    place.textContent = text;
  }
}

// Sends what was changed; one request at a time.
async function save() {
  clearTimeout(timer);
  while (saving) {
    await saving.catch(() => {});
  }
  if (!form.values.changes.size) {
    return;
  }
  saving = send().finally(() => {
    saving = undefined;
  });
  await saving;
}

async function send() {
  const sent = Object.fromEntries(form.values.changes);
  status('Saving …');
  try {
    const answer = await put(`reports/${id}`, { values: sent }, etag);
    taken(answer, sent);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 412) {
      throw refusal;
    }
    await merge(refusal.problem.current);
  }
}

function taken(answer, sent) {
  etag = answer.etag;
  const stateChanged = report.state !== answer.json.state;
  report = { ...report, ...answer.json };
  form.values.saved(report.values, sent);
  form.refresh();
  status('Saved');
  if (stateChanged) {
    document.querySelector('.reporthead')?.replaceWith(head());
    status('Saved');
  }
  if (shownProblems) {
    showProblems(report.problems);
  }
}

// Somebody else saved first: keeps both people's work, and asks only where they answered the same field differently.
async function merge(current) {
  const conflicts = form.values.conflicts(current.values);
  if (conflicts.length) {
    const choices = await ask({ title: 'Somebody else changed the same fields', ok: 'Use these', body: conflictTable(conflicts, current) });
    if (!choices) {
      status('Not saved: another person changed the report');
      return;
    }
    conflicts.filter((path) => choices.get(path) === 'theirs').forEach((path) => form.values.changes.delete(path));
  }
  form.values.server = current.values;
  etag = current.etag;
  form.refresh();
  say(`Merged with the changes of ${current.editedBy || 'somebody else'}`, 'good');
  if (form.values.changes.size) {
    await send();
  }
}

function conflictTable(conflicts, current) {
  const shown = (values) => values.map(plain).join(', ') || '(empty)';
  return h('table', { class: 'conflicts' },
    h('thead', {}, h('tr', {}, ['Field', 'Yours', current.editedBy || 'Theirs'].map((text) => h('th', {}, text)))),
    h('tbody', {}, conflicts.map((path) => h('tr', {}, h('th', {}, form.fields.get(path)?.label ?? path),
      h('td', {}, h('label', {}, h('input', { type: 'radio', name: path, value: 'yours', checked: true }), ` ${shown(form.values.get(path))}`)),
      h('td', {}, h('label', {}, h('input', { type: 'radio', name: path, value: 'theirs' }), ` ${shown(current.values[path]?.values ?? [])}`))))));
}

// ───────────── actions ─────────────

let shownProblems = false;

function showProblems(problems) {
  shownProblems = problems.length > 0;
  form.showProblems(problems);
  const place = document.getElementById('problems');
  replace(place, problems.length && h('section', { class: 'notice warn', role: 'alert' },
    h('h2', {}, problems.length === 1 ? 'One thing is missing' : `${problems.length} things are missing`),
    h('ol', {}, problems.slice(0, 12).map((problem) => h('li', {},
      h('button', { type: 'button', class: 'link', onclick: () => form.reveal(problem.field) },
        form.fields.get(problem.field)?.label ?? problem.field), ` – ${problem.message}. ${capital(problem.remedy)}.`))),
    problems.length > 12 && h('p', {}, `… and ${problems.length - 12} more, marked in the form.`)));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function guarded(run) {
  try {
    await save();
    await run();
  } catch (error) {
    failed(error);
  }
}

function failed(error) {
  status('');
  if (error instanceof Refusal && error.problem.problems) {
    showProblems(error.problem.problems);
    document.getElementById('problems').scrollIntoView({ block: 'center' });
    say(error.problem.title, 'bad');
  } else {
    say(error.message, 'bad');
  }
}

async function act(action, body) {
  await post(`reports/${id}/${action}`, body, etag);
  await load();
  window.scrollTo(0, 0);
}

async function complete() {
  await act('complete');
  say('Completed. It can be verified now.', 'good');
  document.getElementById('do-verify')?.focus();
}

async function verify() {
  const kept = JSON.parse(localStorage.getItem('observer') ?? '{}');
  const answer = await ask({
    title: 'Verify this report',
    ok: 'Verify',
    body: h('div', {},
      h('p', {}, 'You answer for the report as it stands. It is sent to the archive and never changed again; an amendment makes a new version.'),
      field('Family name', h('input', { name: 'family', required: true, value: kept.family ?? '', autocomplete: 'family-name' })),
      field('Given name', h('input', { name: 'given', required: true, value: kept.given ?? '', autocomplete: 'given-name' })),
      field('Organisation', h('input', { name: 'organization', required: true, value: kept.organization ?? '', autocomplete: 'organization' })),
      h('details', {}, h('summary', {}, 'Identification code'),
        field('Code', h('input', { name: 'code', value: kept.code ?? '' })),
        field('Coding scheme', h('input', { name: 'scheme', value: kept.scheme ?? '' })))),
  });
  if (answer) {
    const observer = Object.fromEntries(answer);
    localStorage.setItem('observer', JSON.stringify(observer));
    const clean = (text) => text.trim().replaceAll(/[\^=\\]/g, ' ');
    const identification = observer.code ? { code: observer.code, scheme: observer.scheme, meaning: `${observer.family} ${observer.given}` } : undefined;
    await act('verify', { name: `${clean(observer.family)}^${clean(observer.given)}`, organization: observer.organization, identification });
    say('Verified and on its way to the archive.', 'good');
  }
}

async function amend() {
  const answer = await ask({
    title: 'Amend this report?', ok: 'Begin the amendment',
    body: h('p', {}, 'A new version is begun. The verified one stays as it is, and counts until the new one is verified.'),
  });
  if (answer) {
    await act('amend');
  }
}

async function withdraw() {
  const answer = await ask({
    title: 'Withdraw this report?', ok: 'Withdraw', danger: true,
    body: h('div', {},
      h('p', {}, 'It will not count any more and cannot be used again. A rejection note goes to the archive for every version that was sent.'),
      field('Reason', h('textarea', { name: 'reason', rows: '3', required: true }))),
  });
  if (answer) {
    await act('withdraw', { reason: answer.get('reason') });
  }
}

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    guarded(() => {});
  } else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !document.querySelector('dialog')) {
    document.activeElement?.blur();
    (document.getElementById('do-complete') ?? document.getElementById('do-verify'))?.click();
  }
});
window.addEventListener('beforeunload', (event) => {
  if (form?.values.changes.size) {
    event.preventDefault();
  }
});

try {
  await shell();
  await load();
} catch (error) {
  replace(main, h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
