// Documents that came from elsewhere: which were taken over, which were put aside, and why.
import { get } from './api.js';
import { h, replace } from './dom.js';
import { shell, moment } from './shell.js';

const main = document.getElementById('main');
const OUTCOMES = { TAKEN_OVER: 'Taken over', COUNTED: 'Counted', SET_ASIDE: 'Put aside' };

function table(documents) {
  if (!documents.length) {
    return h('p', { class: 'empty' }, 'No structured report has come from elsewhere.');
  }
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, ['What happened', 'Document', 'Patient', 'From', 'When', 'Why'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, documents.map((document) => h('tr', {},
      h('td', {}, h('span', { class: `chip ${document.outcome === 'SET_ASIDE' ? 'corrected' : 'confirmed'}` }, OUTCOMES[document.outcome])),
      h('th', { scope: 'row' }, document.reportId ? h('a', { href: `/report.html?id=${document.reportId}` }, document.title) : document.title,
        h('small', { class: 'uid' }, document.sopInstanceUid)),
      h('td', {}, document.patient.id), h('td', {}, document.callingAeTitle), h('td', {}, moment(document.arrivedAt)),
      h('td', {}, document.reason)))));
}

try {
  await shell();
  const { json } = await get('reports/foreign');
  replace(main, h('h1', {}, 'Reports from elsewhere'),
    h('p', { class: 'help' }, 'Structured reports that another system stored here: what was done with each, and why.'), table(json.documents));
} catch (error) {
  replace(main, h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
