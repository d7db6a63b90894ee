// Documents that came from elsewhere: which were taken over, which were put aside and why, and what a person does about those.
import { get, post, address } from './api.js';
import { h, replace, ask, say, field } from './dom.js';
import { t } from './language.js';
import { maySign, password } from './questions.js';
import { shell, moment, broken } from './shell.js';

const main = document.getElementById('main');
const OUTCOMES = { TAKEN_OVER: t('Taken over'), COUNTED: t('Counted'), SET_ASIDE: t('Put aside') };
let shown = 'SET_ASIDE';
let session;

function outcome(document) {
  return h('td', {}, h('span', { class: `chip ${document.waits ? 'corrected' : 'confirmed'}` },
    document.settled ? t('Settled') : OUTCOMES[document.outcome]),
  document.settled && h('small', {}, `${moment(document.settled.at)}, ${document.settled.by}: ${document.settled.note}`));
}

// Whose sender lacks a right waits for one click; the others for what stood in their way to be gone.
function decisions(document) {
  const button = (label, action) => h('button', { type: 'button', class: 'mini', onclick: () => action(document) }, label);
  return document.actions.includes('accept')
    ? [button(t('Accept'), accept), button(t('Put aside'), putAside)]
    : [button(t('Try again …'), retry), button(t('Settle …'), settle)];
}

function sender(document) {
  return [document.callingAeTitle, document.host && h('small', {}, document.host),
    document.certificate && h('small', {}, document.certificate),
    document.acceptedBy && h('small', {}, t('accepted by {0}', document.acceptedBy))];
}

function row(document) {
  return h('tr', {},
    outcome(document),
    h('th', { scope: 'row' }, h('a', { href: document.document, target: '_blank', rel: 'noopener' }, document.title),
      document.reportId && h('a', { class: 'about', href: `/report.html?id=${document.reportId}` }, t('Report {0}', document.reportId)),
      h('small', { class: 'uid' }, document.sopInstanceUid)),
    h('td', {}, document.patient.id), h('td', {}, sender(document)), h('td', {}, moment(document.arrivedAt)),
    h('td', {}, document.reason, document.actions.length > 0 && h('div', { class: 'buttons' },
      decisions(document))));
}

function table(documents) {
  if (!documents.length) {
    return h('p', { class: 'empty' }, shown ? t('No document waits for anybody.') : t('No structured report has come from elsewhere.'));
  }
  const heads = [t('What happened'), t('Document'), t('Patient'), t('From'), t('When'), t('Why')];
  return h('div', { class: 'scroll' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, documents.map(row))));
}

// One click where nobody logs in; else the password too, as for a signature of one's own.
async function accept(document) {
  if (!maySign(session)) {
    return;
  }
  const proof = session.trial ? {} : await askAccept();
  if (!proof) {
    return;
  }
  await run(async () => {
    const { json } = await post(`reports/foreign/${document.sopInstanceUid}/accept`, { fingerprint: document.fingerprint, ...proof });
    say(json.waits ? json.reason : OUTCOMES[json.outcome], json.waits ? 'bad' : 'good');
  });
}

async function askAccept() {
  const answer = await ask({
    title: t('Accept this document?'), ok: t('Accept'),
    body: h('div', {}, h('p', {}, t('What it signs or rejects takes effect here. Your account is kept with it.')), password()),
  });
  return answer && { password: answer.get('password') };
}

async function putAside(document) {
  await run(async () => {
    await post(`reports/foreign/${document.sopInstanceUid}/settle`, { note: t('Not accepted') });
    say(t('Put aside'), 'good');
  });
}

async function retry(document) {
  if (!maySign(session)) {
    return;
  }
  const answer = await ask({
    title: t('Take this document over?'), ok: t('Try again'),
    body: h('div', {},
      h('p', {}, t('It is checked again, by the same rules as before.')),
      h('label', {}, h('input', { type: 'checkbox', name: 'replace' }), ' ',
        t('It may replace what was entered here in the meantime; that is kept as a version of the report.')),
      !session.trial && password()),
  });
  if (answer) {
    await run(async () => {
      const { json } = await post(`reports/foreign/${document.sopInstanceUid}/retry`, {
        replace: answer.has('replace'), ...(!session.trial && { password: answer.get('password') }),
      });
      say(json.waits ? json.reason : OUTCOMES[json.outcome], json.waits ? 'bad' : 'good');
    });
  }
}

async function settle(document) {
  const answer = await ask({
    title: t('Settle this document'), ok: t('Settle'),
    body: field(t('What was done about it'), h('textarea', { name: 'note', rows: '3', required: true, maxlength: '1000' })),
  });
  if (answer) {
    await run(async () => {
      await post(`reports/foreign/${document.sopInstanceUid}/settle`, { note: answer.get('note') });
      say(t('Settled'), 'good');
    });
  }
}

async function run(action) {
  try {
    await action();
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

async function show() {
  const { json } = await get(address('reports/foreign', { outcome: shown }));
  const tab = (value, label) => h('button', {
    type: 'button', class: 'tab', 'aria-pressed': String(value === shown),
    onclick: () => {
      shown = value;
      run(() => {});
    },
  }, label);
  replace(main, h('h1', {}, t('Reports from elsewhere')),
    h('p', { class: 'help' }, t('Structured reports and rejection notes that another system stored here: what was done with each, and why.')),
    h('div', { class: 'filters' }, h('div', { class: 'tabs', role: 'group', 'aria-label': t('State') },
      tab('SET_ASIDE', t('Waiting')), tab('', t('All')))),
    table(json.documents));
}

try {
  session = await shell(t('Reports from elsewhere'));
  await show();
} catch (error) {
  broken(error);
}
