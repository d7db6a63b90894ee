// Patients who share an identifier and are not taken for one: both sides, and one click each way.
import { get, post } from './api.js';
import { h, replace, say } from './dom.js';
import { t } from './language.js';
import { maySign } from './questions.js';
import { shell, personName, day, broken } from './shell.js';

const main = document.getElementById('main');
const REASONS = { OTHER_BIRTH_DATE: t('Born on another day'), OTHER_ISSUER: t('Another issuer') };
const DIFFERS = ['id', 'issuer', 'name', 'birthDate', 'sex'];
let session;

async function decide(pair, verb, done) {
  if (!maySign(session)) {
    return;
  }
  try {
    await post(`near-misses/${pair.first.row}/${pair.second.row}/${verb}`);
    say(done, 'good');
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

// What is not the same on both sides stands out, by more than its colour.
function side(patient, other) {
  const value = (name, text) => (DIFFERS.includes(name) && patient[name] !== other[name] ? h('mark', {}, text || '–') : text || '–');
  const row = (label, name, text) => [h('dt', {}, label), h('dd', {}, value(name, text))];
  return h('td', {}, h('dl', { class: 'signatory' },
    row(t('Patient ID'), 'id', patient.id), row(t('Issuer of the ID'), 'issuer', patient.issuer),
    row(t('Name'), 'name', personName(patient.name)), row(t('Born'), 'birthDate', day(patient.birthDate)), row(t('Sex'), 'sex', patient.sex),
    row(t('Studies here'), 'studies', String(patient.studies)), row(t('Scheduled steps here'), 'steps', String(patient.steps))));
}

function buttons(pair) {
  return h('div', { class: 'buttons' },
    h('button', { type: 'button', onclick: () => decide(pair, 'same', t('They are one patient now.')) }, t('The same')),
    h('button', { type: 'button', onclick: () => decide(pair, 'not-same', t('They stay two patients.')) }, t('Not the same')));
}

function table(pairs) {
  if (!pairs.length) {
    return h('p', { class: 'empty' }, t('No two patients wait for a decision.'));
  }
  const heads = [t('Why they are asked about'), t('One'), t('The other'), ''];
  return h('div', { class: 'scroll' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, pairs.map((pair) => h('tr', {},
      h('th', { scope: 'row' }, REASONS[pair.reason]),
      side(pair.first, pair.second), side(pair.second, pair.first), h('td', {}, buttons(pair)))))));
}

async function show() {
  const { json } = await get('near-misses');
  replace(main, h('h1', {}, t('The same patient?')),
    h('p', { class: 'help' }, t('These patients share an identifier, but not its issuer or not the birth date. Until somebody '
      + 'decides, their studies are kept apart and not compared with each other. Said to be the same, studies, reports, flags and worklist become one patient’s.')),
    table(json.nearMisses), json.more && h('p', { class: 'help' }, t('There are more; they follow once these are decided.')));
}

try {
  session = await shell(t('The same patient?'));
  await show();
} catch (error) {
  broken(error);
}
