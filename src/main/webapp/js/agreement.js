// How well the examinations agree, with catheter venography as the reference.
import { get, address } from './api.js';
import { h, replace, say, field } from './dom.js';
import { t } from './language.js';
import { shell, broken } from './shell.js';
import { EXAMINATIONS } from './outcomes.js';

const main = document.getElementById('main');
const MEASURES = [['sensitivity', t('Sensitivity')], ['specificity', t('Specificity')], ['positivePredictiveValue', t('PPV')],
  ['negativePredictiveValue', t('NPV')], ['agreement', t('Agreement')], ['kappa', t('Kappa')]];

function estimate(one, percent) {
  if (!one) {
    return '–';
  }
  const number = (value) => (percent ? `${Math.round(value * 100)} %` : value.toFixed(2));
  return [number(one.value), h('small', {}, `${number(one.low)} – ${number(one.high)}`)];
}

function row(name, numbers) {
  const { table } = numbers;
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, String(numbers.compared)), h('td', {}, String(numbers.patients)),
    h('td', {}, `${table.bothPositive} / ${table.testOnly} / ${table.referenceOnly} / ${table.bothNegative}`),
    MEASURES.map(([key]) => h('td', {}, estimate(numbers[key], key !== 'kappa'))));
}

function pair(one, reference) {
  return h('section', { class: 'card' }, h('h2', {}, t('{0} against {1}', EXAMINATIONS[one.test] ?? one.test, EXAMINATIONS[reference])),
    h('div', { class: 'scroll' }, h('table', { class: 'list' },
      h('thead', {}, h('tr', {}, [t('Segment'), t('Compared'), t('Patients'), t('Both / test only / reference only / neither'), ...MEASURES.map(([, name]) => name)]
        .map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, row(t('All segments'), one), one.segments.map((segment) => row(segment.segment, segment))))));
}

async function show(from, to) {
  const { json } = await get(address('statistics/agreement', { from, to }));
  const pairs = json.pairs.filter((one) => one.compared > 0);
  replace(document.getElementById('result'),
    pairs.length ? pairs.map((one) => pair(one, json.reference)) : h('p', { class: 'empty' }, t('No segment has been judged by two examinations in this time.')),
    h('p', { class: 'help' }, t('Values with their 95 % confidence intervals. Segments of one patient are not independent of each other.')));
}

try {
  await shell(t('Agreement'));
  replace(main, h('h1', {}, t('Agreement')),
    h('form', {
      class: 'filters', onsubmit: (event) => {
        event.preventDefault();
        const data = new FormData(event.target);
        show(data.get('from'), data.get('to')).catch((error) => say(error.message, 'bad'));
      },
    }, h('div', { class: 'buttons' }, field(t('From'), h('input', { type: 'date', name: 'from' })), field(t('To'), h('input', { type: 'date', name: 'to' })), h('button', { class: 'quiet' }, t('Show')),
      h('a', { href: '/api/statistics/agreement?format=csv' }, 'CSV'))),
    h('div', { id: 'result' }));
  await show('', '');
} catch (error) {
  broken(error);
}
