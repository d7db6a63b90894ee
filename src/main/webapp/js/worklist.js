// The reading list: reports by state, kind and patient, flags that wait, documents that were put aside.
import { get, address } from './api.js';
import { h, replace } from './dom.js';
import { t } from './language.js';
import { shell, personName, day, moment, ago, broken, stateBadge, STATES } from './shell.js';

const OPEN = ['DRAFT', 'IN_PROGRESS', 'COMPLETED'];
const STEP = 100;
const MOST = 500;
const main = document.getElementById('main');
const parameters = new URLSearchParams(location.search);
const chosen = {
  state: parameters.get('state') ?? 'OPEN', patient: parameters.get('patient') ?? '',
  template: parameters.get('template') ?? '', order: parameters.get('order') ?? '', limit: STEP,
};
let templates = [];

function filters(counts) {
  const open = OPEN.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const tab = (state, label, count) => h('button', {
    type: 'button', class: 'tab', 'aria-pressed': String(chosen.state === state), onclick: () => show({ state, limit: STEP }),
  }, label, h('span', { class: 'count' }, String(count)));
  return h('div', { class: 'filters' },
    h('div', { role: 'group', 'aria-label': t('State'), class: 'tabs' }, tab('OPEN', t('To do'), open),
      Object.entries(STATES).map(([state, label]) => tab(state, label, counts[state] ?? 0))),
    h('form', {
      role: 'search', onsubmit: (event) => {
        event.preventDefault();
        show({ patient: new FormData(event.target).get('patient').trim(), limit: STEP });
      },
    }, choice('template', t('Kind of report'), [['', t('All kinds')], ...templates.map((one) => [one.id, one.title])]),
    choice('order', t('Order'), [['', t('Newest change first')], ['oldest', t('Waiting longest first')]]),
    h('input', { type: 'search', name: 'patient', value: chosen.patient, placeholder: t('Patient ID or name'), 'aria-label': t('Patient ID or name') }),
    h('button', { class: 'quiet' }, t('Find'))));
}

function choice(name, label, options) {
  return h('select', { name, 'aria-label': label, onchange: (event) => show({ [name]: event.target.value, limit: STEP }) },
    options.map(([value, text]) => h('option', { value, selected: chosen[name] === value }, text)));
}

function table(reports) {
  if (!reports.length) {
    return h('p', { class: 'empty' }, t('Nothing here. A study that the selection rules recognise appears once it is complete.'));
  }
  const heads = [t('State'), t('Patient'), t('Report'), t('Study'), t('Age'), t('Changed'), t('Flags')];
  return h('div', { class: 'scroll' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, reports.map((report) => h('tr', { class: 'whole', onclick: (event) => event.target.closest('a') ?? open(report) },
      h('td', {}, stateBadge(report.state),
        report.lateImagesAt && h('span', { class: 'chip corrected', title: t('The images of the study changed after the report') }, t('late images'))),
      h('th', { scope: 'row' }, h('a', { href: `/report.html?id=${report.id}` }, personName(report.patient.name)),
        h('small', {}, ` ${report.patient.id} · ${day(report.patient.birthDate)}`)),
      h('td', {}, report.template.title, h('small', {}, report.study.description)),
      h('td', {}, day(report.study.date), h('small', {}, report.study.accessionNumber)),
      h('td', { class: 'age', title: moment(report.createdAt) }, ago(report.createdAt)),
      h('td', {}, moment(report.changedAt), h('small', {}, report.editedBy)),
      h('td', {}, report.openFlags ? h('a', { class: 'chip flag', href: address('/flags.html', { patient: report.patient.id }) },
        t('{0} flagged', report.openFlags)) : ''))))));
}

function open(report) {
  location.assign(`/report.html?id=${report.id}`);
}

async function openFlags() {
  try {
    const { json } = await get('flags');
    return json.flags.filter((flag) => !['RESOLVED', 'DISMISSED'].includes(flag.state));
  } catch {
    return [];
  }
}

async function show(change) {
  Object.assign(chosen, change);
  history.replaceState(null, '', address('/', {
    state: chosen.state === 'OPEN' ? '' : chosen.state, patient: chosen.patient, template: chosen.template, order: chosen.order,
  }));
  const states = chosen.state === 'OPEN' ? OPEN.join(',') : chosen.state;
  const wanted = { state: states, patient: chosen.patient, template: chosen.template, order: chosen.order, limit: String(chosen.limit) };
  const [{ json }, flags, { json: aside }, { json: pairs }] = await Promise.all([
    get(address('reports', wanted)), openFlags(), get('reports/foreign?outcome=SET_ASIDE'), get('near-misses')]);
  for (const report of json.reports) {
    report.openFlags = flags.filter((flag) => flag.patient?.id === report.patient.id && (flag.patient?.issuer ?? '') === report.patient.issuer).length;
  }
  keepingFocus(() => replace(main, h('h1', {}, t('Reading list')), summary(flags, aside.documents, pairs.nearMisses), filters(json.counts), table(json.reports),
    json.more && more(json.reports.length)));
}

// A list that is drawn anew leaves the keyboard where it was.
function keepingFocus(draw) {
  const before = document.activeElement;
  const name = before?.name;
  const href = before?.getAttribute?.('href');
  draw();
  const after = name ? main.querySelector(`[name="${name}"]`) : href && [...main.querySelectorAll('a')].find((a) => a.getAttribute('href') === href);
  after?.focus({ preventScroll: true });
}

function more(count) {
  return count < MOST
    ? h('p', {}, h('button', { type: 'button', class: 'quiet', onclick: () => show({ limit: MOST }) }, t('Show more')))
    : h('p', { class: 'empty' }, t('{0} reports are shown; narrow the search for others.', count));
}

function summary(flags, aside, pairs) {
  return [
    flags.length > 0 && h('p', { class: 'notice' }, h('a', { href: '/flags.html' },
      t('Vein segments seen narrow by MR or CT venography alone and not yet confirmed: {0}', flags.length))),
    aside.length > 0 && h('p', { class: 'notice warn' }, h('a', { href: '/foreign.html' },
      t('Documents from elsewhere that were put aside and wait for a person: {0}', aside.length))),
    pairs.length > 0 && h('p', { class: 'notice warn' }, h('a', { href: '/same-patient.html' },
      t('Patients who may be the same and wait for a decision: {0}', pairs.length)))];
}

try {
  await shell(t('Reading list'));
  const { json } = await get('templates');
  templates = json.templates.filter((one, index, all) => all.findIndex((other) => other.id === one.id) === index);
  await show({});
  setInterval(() => document.hidden || document.activeElement?.matches('input, select') || show({}).catch(() => {}), 20000);
} catch (error) {
  broken(error);
}
