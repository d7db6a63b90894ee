// Documents on their way to the PACS: whether it works, what it has not got yet, what it refused or does not confirm to keep, why,
// what helps, and sending it again; below them the steps that another worklist has not got, and the documents from elsewhere that nobody could look at.
import { get, post, address } from './api.js';
import { h, replace, say } from './dom.js';
import { t } from './language.js';
import { shell, moment, broken } from './shell.js';

const main = document.getElementById('main');
const STATES = {
  WAITING: t('Waiting'), SENDING: t('Being sent'), FAILED: t('Refused'), DELIVERED: t('Delivered'), KEPT: t('Kept here'),
};
const OPEN = [{ state: 'FAILED' }, { commitment: 'FAILED' }, { state: 'WAITING' }, { state: 'SENDING' }];
const TONES = { FAILED: 'rejected', WAITING: 'corrected', DELIVERED: 'confirmed' };
// What helps, by the state and by what the last answer meant.
const REMEDIES = {
  'WAITING AWAY': t('Nothing is to be done here: it is sent as soon as the PACS works again.'),
  'WAITING TEMPORARY': t('It is tried again by itself. If that goes on, the PACS is to be looked at.'),
  'FAILED TEMPORARY': t('It was tried for hours and given up. Have the PACS repaired, then send it again.'),
  'FAILED PERMANENT': t('The PACS does not take it as it is. Have its administrator look at the reason, then send it again.'),
  'FAILED NOT_OFFERED': t('The PACS does not take documents of this kind. Have that allowed there, then send it again.'),
  'DELIVERED FAILED': t('Have it looked up in the PACS; if it is not there, send it again.'),
};
const REFRESH_MILLIS = 5000;
let all = false;

async function resend(delivery) {
  try {
    await post(`deliveries/${delivery.id}/resend`);
    say(t('It is sent again.'));
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

function name(delivery) {
  const [, report, version] = /^report (\d+) version (\d+)$/.exec(delivery.reference) ?? [];
  return report
    ? h('a', { href: `/report.html?id=${report}` }, t('Report {0}, version {1}', report, version))
    : delivery.reference;
}

// What the PACS has taken but does not confirm to keep (storage commitment) is no better than refused.
function state(delivery) {
  if (delivery.state === 'DELIVERED' && delivery.commitment === 'FAILED') {
    return h('span', { class: 'chip rejected' }, t('Not confirmed'));
  }
  const word = delivery.state === 'FAILED' && delivery.answer === 'TEMPORARY' ? t('Given up') : STATES[delivery.state];
  return [h('span', { class: `chip ${TONES[delivery.state] ?? ''}` }, word),
    delivery.state === 'DELIVERED' && delivery.commitment === 'COMMITTED' && h('small', {}, t('kept safe'))];
}

// Of one report, a document waits until the one before it has arrived or was given up.
function isBehind(delivery, deliveries) {
  return delivery.state === 'WAITING' && deliveries.some((other) => other.line && other.line === delivery.line
    && other.place < delivery.place && ['WAITING', 'SENDING'].includes(other.state));
}

function remedy(delivery, deliveries) {
  if (isBehind(delivery, deliveries)) {
    return t('It follows once the document before it, of the same report, has arrived or was given up.');
  }
  const meaning = delivery.state === 'DELIVERED' ? delivery.commitment : delivery.answer;
  return REMEDIES[`${delivery.state} ${meaning}`] ?? '';
}

function row(delivery, deliveries) {
  return h('tr', {},
    h('td', {}, state(delivery)),
    h('th', { scope: 'row' }, name(delivery), h('small', { class: 'uid' }, delivery.sopInstanceUid)),
    h('td', {}, moment(delivery.createdAt)),
    h('td', {}, String(delivery.attempts), delivery.nextAttemptAt && h('small', {}, t('next {0}', moment(delivery.nextAttemptAt)))),
    h('td', {}, [delivery.problem, delivery.commitmentProblem].filter(Boolean).join('; '), h('small', {}, remedy(delivery, deliveries))),
    h('td', {}, delivery.state !== 'SENDING'
      && h('button', { type: 'button', class: 'mini', onclick: () => resend(delivery) }, t('Send again'))));
}

function table(deliveries) {
  if (!deliveries.length) {
    return h('p', { class: 'empty' }, all ? t('Nothing was sent yet.') : t('The PACS has everything.'));
  }
  const heads = [t('State'), t('Document'), t('When'), t('Attempts'), t('Why'), ''];
  return h('div', { class: 'scroll' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, deliveries.map((one) => row(one, deliveries)))));
}

function choice() {
  return h('label', {}, h('input', { type: 'checkbox', checked: all, onchange: (event) => {
    all = event.target.checked;
    show().catch(broken);
  } }), ' ', t('Also what was delivered'));
}

// Whether the PACS works, and whether it says that it keeps what it took; nothing where all is well.
function condition(destination) {
  const refusal = destination.commitmentNotOffered;
  return [!destination.works && h('p', { class: 'notice warn' },
    t('The PACS takes nothing since {0}. It is tried again all the time, as often as it lets; what waits is sent at once when it works again.', moment(destination.failingSince)),
    ' ', h('small', {}, destination.problem), ' ',
    h('button', { type: 'button', class: 'mini', onclick: () => again('destination/probe') }, t('Try now'))),
  refusal && h('p', { class: 'notice' },
    t('The PACS does not offer storage commitment: it takes documents, but is not asked any more whether it keeps them (since {0}).', moment(refusal.since)),
    ' ', h('small', {}, refusal.problem), ' ',
    h('button', { type: 'button', class: 'mini', onclick: () => again('destination/commitment') }, t('Ask again')))];
}

function sendAll(destination) {
  return destination.failed > 0 && h('button', { type: 'button', onclick: () => again('deliveries/resend') },
    t('Send all again ({0})', destination.failed));
}

async function again(path) {
  try {
    await post(path);
    say(t('It is tried again.'));
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

// What waits for a person or another system: a line each, with what went wrong. Left out where nothing waits.
function waiting(title, help, lines) {
  const heads = [t('What'), t('Attempts'), t('Why'), ''];
  return lines.length ? h('section', {}, h('h2', {}, title), h('p', { class: 'help' }, help),
    h('div', { class: 'scroll' }, h('table', { class: 'list' },
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, lines.map((line) => h('tr', {},
        h('th', { scope: 'row' }, line.what, h('small', { class: 'uid' }, line.uid)),
        h('td', {}, String(line.attempts), line.next && h('small', {}, t('next {0}', moment(line.next)))),
        h('td', {}, line.problem, line.refused && h('small', {}, t('It was refused, and is not tried again by itself. Have the reason looked at there, then try again.'))),
        h('td', {}, h('button', { type: 'button', class: 'mini', onclick: () => again(line.retry) }, t('Try again'))))))))) : '';
}

function steps(publications) {
  return waiting(t('Steps for another worklist'),
    t('Scheduled steps that the system which serves the worklist has not got yet, or still has.'),
    publications.map((one) => ({
      what: one.action === 'PUT' ? t('Put step {0} there', one.scheduledProcedureStepId) : t('Take step {0} back', one.scheduledProcedureStepId),
      uid: one.studyInstanceUid, attempts: one.attempts, next: !one.refused && one.nextAttemptAt, problem: one.problem, refused: one.refused,
      retry: `worklist/publications/${one.id}/retry`,
    })));
}

function arrived(documents) {
  return waiting(t('Documents that could not be taken'),
    t('Documents from elsewhere that were stored here and that the service failed to look at, however often it tried.'),
    documents.map((one) => ({
      what: t('From {0}', one.sender), uid: one.sopInstanceUid, attempts: one.attempts, problem: one.problem,
      retry: `documents/failed/${one.sopInstanceUid}/retry`,
    })));
}

const ASIDE = {
  record: t('A stored object'), damaged: t('A damaged stretch of the intake journal'), missing: t('Records missing in the intake journal'),
};

// What the intake could not bring to the database lies as a file in the data folder; only an administrator can look at it.
function aside(files) {
  const heads = [t('What'), t('File'), t('Bytes'), t('When')];
  return files.length ? h('section', {}, h('h2', {}, t('Set aside at the intake')),
    h('p', { class: 'help' }, t('Objects that were acknowledged and could not be registered, and damage to the intake journal. '
      + 'They lie in the data folder, in intake/quarantine; tell your administrator.')),
    h('div', { class: 'scroll' }, h('table', { class: 'list' },
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, files.map((one) => h('tr', {},
        h('th', { scope: 'row' }, ASIDE[one.kind] ?? one.kind), h('td', {}, h('small', { class: 'uid' }, one.name)),
        h('td', {}, String(one.bytes)), h('td', {}, moment(one.since)))))))) : '';
}

async function show() {
  const answers = await Promise.all((all ? [{}] : OPEN).map((which) => get(address('deliveries', which))));
  const [{ json: publications }, { json: documents }, { json: quarantined }, { json: destination }] = await Promise.all(
    ['worklist/publications', 'documents/failed', 'intake/quarantine', 'destination'].map((path) => get(path)));
  replace(main, h('h1', {}, t('Deliveries')),
    h('p', { class: 'help' }, t('Documents for the PACS. While it does not work they wait, and are sent in their order as soon as '
      + 'it does. What it took and then lost is sent again by itself a few times.')),
    condition(destination), choice(), sendAll(destination), table(answers.flatMap(({ json }) => json)),
    steps(publications), arrived(documents), aside(quarantined));
}

async function refresh() {
  if (!document.hidden && !main.contains(document.activeElement)) {
    await show().catch(broken);
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

try {
  await shell(t('Deliveries'));
  await show();
  setTimeout(refresh, REFRESH_MILLIS);
} catch (error) {
  broken(error);
}
