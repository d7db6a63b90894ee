// One patient: what each examination says of each vein segment, how they relate, and the patient's reports.
import { get, address } from './api.js';
import { h, replace } from './dom.js';
import { t } from './language.js';
import { shell, personName, day, moment, stateBadge, broken } from './shell.js';
import { OUTCOMES, VERDICTS, EXAMINATIONS } from './outcomes.js';

const main = document.getElementById('main');
const parameters = new URLSearchParams(location.search);
const id = parameters.get('id') ?? '';
const issuer = parameters.get('issuer') ?? '';

function verdict(one, examination) {
  if (!one.reportUid) {
    return h('span', { class: 'verdict not_assessed' }, '–');
  }
  return h('span', { class: `verdict ${one.verdict.toLowerCase()}`, title: one.kinds.join(', ') },
    VERDICTS[one.verdict] ?? one.verdict, one.percent !== undefined && ` ${one.percent} %`,
    !one.counts && h('small', {}, t('not assessable by {0}', EXAMINATIONS[examination])),
    h('small', {}, one.studyDate));
}

function matrix(segments) {
  const examinations = Object.keys(EXAMINATIONS).filter((one) => segments.some((row) => row.verdicts[one].reportUid));
  const told = segments.filter((row) => examinations.some((one) => row.verdicts[one].reportUid));
  if (!told.length) {
    return h('p', { class: 'empty' }, t('No verified report of this patient speaks of a vein segment yet.'));
  }
  return h('div', { class: 'scroll' }, h('table', { class: 'matrix' },
    h('caption', { class: 'help' }, t('Verified reports that are compared')),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('Segment')), examinations.map((one) => h('th', { scope: 'col' }, EXAMINATIONS[one])),
      h('th', { scope: 'col' }, t('Together')), h('th', { scope: 'col' }, t('Rule')))),
    h('tbody', {}, told.map((row) => h('tr', { class: `outcome ${row.outcome.toLowerCase()}` },
      h('th', { scope: 'row' }, row.segment.label, row.physiologicalSite && h('small', {}, t('narrowing often physiological here'))),
      examinations.map((one) => h('td', {}, verdict(row.verdicts[one], one))),
      h('td', {}, h('strong', {}, OUTCOMES[row.outcome] ?? row.outcome),
        row.flags.map((flag) => h('div', {}, h('a', { href: address('/flags.html', { patient: id }) }, `${t('Flag')} `), stateBadge(flag.state)))),
      h('td', {}, h('details', {}, h('summary', {}, row.rule.id), h('p', { class: 'help' }, row.found.join(' ')), h('p', {}, row.rule.reason), h('p', { class: 'help' }, row.rule.source))))))));
}

function reports(list) {
  return h('ul', { class: 'plain' }, list.map((report) => h('li', {}, stateBadge(report.state), ' ',
    h('a', { href: `/report.html?id=${report.id}` }, report.template.title), ` – ${t('study of {0}, changed {1}', day(report.study.date), moment(report.changedAt))}`)));
}

try {
  await shell(t('Patient'));
  const [{ json: concordance }, { json: list }] = await Promise.all([
    get(address('patients/concordance', { id, issuer })), get(address('reports', { patient: id })),
  ]);
  const own = list.reports.filter((report) => report.patient.id === concordance.patient.id && report.patient.issuer === concordance.patient.issuer);
  const { patient } = concordance;
  replace(main, h('h1', {}, personName(patient.name)),
    h('p', { class: 'facts' }, h('span', {}, `ID ${patient.id}${patient.issuer ? ` (${patient.issuer})` : ''}`), h('span', {}, t('born {0}', day(patient.birthDate))), h('span', {}, patient.sex)),
    h('section', { class: 'card' }, h('h2', {}, t('Reports')), reports(own)),
    h('section', {}, h('h2', {}, t('Vein segments across examinations')),
      h('p', { class: 'help' }, t('Reports more than {0} days apart are not compared.', concordance.windowDays)), matrix(concordance.segments)));
} catch (error) {
  broken(error);
}
