// The reading list: reports by state, flags that wait, what was put aside.
import { get, address } from './api.js';
import { h, replace } from './dom.js';
import { shell, personName, day, moment, stateBadge, STATES } from './shell.js';

const OPEN = ['DRAFT', 'IN_PROGRESS', 'COMPLETED'];
const main = document.getElementById('main');
const parameters = new URLSearchParams(location.search);
const chosen = { state: parameters.get('state') ?? 'OPEN', patient: parameters.get('patient') ?? '' };
let rows;

function filters(counts) {
  const open = OPEN.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const tab = (state, label, count) => h('button', {
    type: 'button', class: 'tab', 'aria-pressed': String(chosen.state === state),
    onclick: () => show({ state }),
  }, label, h('span', { class: 'count' }, String(count)));
  return h('div', { class: 'filters' },
    h('div', { role: 'group', 'aria-label': 'State', class: 'tabs' }, tab('OPEN', 'To do', open),
      Object.entries(STATES).map(([state, label]) => tab(state, label, counts[state] ?? 0))),
    h('form', {
      role: 'search', onsubmit: (event) => {
        event.preventDefault();
        show({ patient: new FormData(event.target).get('patient').trim() });
      },
    }, h('input', { type: 'search', name: 'patient', value: chosen.patient, placeholder: 'Patient ID or name', 'aria-label': 'Patient ID or name' }),
    h('button', { class: 'quiet' }, 'Find')));
}

function table(reports) {
  if (!reports.length) {
    return h('p', { class: 'empty' }, 'Nothing here. A study that the selection rules recognise appears once it is complete.');
  }
  rows = reports.map((report) => h('tr', { onclick: (event) => event.target.closest('a') ?? open(report) },
    h('td', {}, stateBadge(report.state), report.lateImagesAt && h('span', { class: 'chip corrected', title: 'Images arrived after the report' }, 'late images')),
    h('th', { scope: 'row' }, h('a', { href: `/report.html?id=${report.id}` }, personName(report.patient.name)),
      h('small', {}, ` ${report.patient.id} · ${day(report.patient.birthDate)}`)),
    h('td', {}, report.template.title, h('small', {}, report.study.description)),
    h('td', {}, day(report.study.date), h('small', {}, report.study.accessionNumber)),
    h('td', {}, moment(report.changedAt), h('small', {}, report.editedBy)),
    h('td', {}, report.openFlags ? h('a', { class: 'chip flag', href: address('/flags.html', { patient: report.patient.id }) }, `${report.openFlags} flagged`) : '')));
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, ['State', 'Patient', 'Report', 'Study', 'Changed', 'Flags'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows));
}

function open(report) {
  location.assign(`/report.html?id=${report.id}`);
}

async function openFlags() {
  try {
    const { json } = await get('flags');
    const list = json.flags ?? json;
    return list.filter((flag) => !['RESOLVED', 'DISMISSED'].includes(flag.state));
  } catch {
    return [];
  }
}

async function show(change) {
  Object.assign(chosen, change);
  history.replaceState(null, '', address('/', { state: chosen.state === 'OPEN' ? '' : chosen.state, patient: chosen.patient }));
  const states = chosen.state === 'OPEN' ? OPEN.join(',') : chosen.state;
  const [{ json }, flags] = await Promise.all([get(address('reports', { state: states, patient: chosen.patient })), openFlags()]);
  for (const report of json.reports) {
    report.openFlags = flags.filter((flag) => flag.patient?.id === report.patient.id && (flag.patient?.issuer ?? '') === report.patient.issuer).length;
  }
  replace(main, h('h1', {}, 'Reading list'), summary(flags), filters(json.counts), table(json.reports),
    json.more && h('p', { class: 'empty' }, `The ${json.reports.length} newest are shown; narrow the search for others.`));
}

function summary(flags) {
  return flags.length > 0 && h('p', { class: 'notice' }, h('a', { href: '/flags.html' },
    flags.length === 1 ? 'One segment' : `${flags.length} segments`), ' seen narrow by MR or CT venography alone and not yet confirmed.');
}

try {
  await shell();
  await show({});
  setInterval(() => document.hidden || document.activeElement?.matches('input') || show({}).catch(() => {}), 20000);
} catch (error) {
  replace(main, h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
