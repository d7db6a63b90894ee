// Flags: stenoses that MR or CT venography alone has seen, and what is done to confirm them.
import { get, post, address } from './api.js';
import { h, replace, ask, say, field } from './dom.js';
import { t } from './language.js';
import { shell, personName, day, moment, stateBadge, broken } from './shell.js';
import { OUTCOMES, EXAMINATIONS } from './outcomes.js';

const WAITING = ['OPEN', 'CONFIRMATION_PROPOSED', 'SCHEDULED', 'IN_PROGRESS'];
const SETTLED = ['RESOLVED', 'DISMISSED'];
const main = document.getElementById('main');
const parameters = new URLSearchParams(location.search);
let shown = WAITING;

function card(flag) {
  const { patient, finding, request } = flag;
  return h('article', { class: 'card flagcard' },
    h('header', { class: 'cardhead' },
      h('h2', {}, flag.segment.label),
      h('span', {}, stateBadge(flag.state), flag.overdue && h('span', { class: 'chip rejected' }, t('waiting for {0} days', flag.ageDays)))),
    h('p', {}, h('a', { href: address('/patient.html', { id: patient.id, issuer: patient.issuer }) }, personName(patient.name)),
      ` · ${patient.id} · ${day(patient.birthDate)}`),
    h('p', {}, `${EXAMINATIONS[finding.examination] ?? finding.examination}, ${finding.studyDate}: ${finding.occlusion ? t('occlusion') : t('narrowing')}${finding.percent ? ` ${finding.percent} %` : ''}.`,
      flag.physiologicalSite && h('strong', {}, ` ${t('Healthy veins are often narrow at this site.')}`)),
    flag.rule && h('p', { class: 'help' }, `${flag.rule.id}: ${flag.rule.reason}`),
    request?.scheduledProcedureStepId && h('p', { class: 'help' },
      t('Scheduled step {0}, accession {1}', request.scheduledProcedureStepId, request.accessionNumber ?? '–'),
      request.start && `, ${t('planned for {0}', request.start.replace('T', ' '))}`, request.station && ` (${request.station})`),
    flag.outcome && h('p', {}, h('strong', {}, t('Outcome: {0}', OUTCOMES[flag.outcome] ?? flag.outcome))),
    flag.settled && h('p', { class: 'help' }, `${moment(flag.settled.at)}, ${flag.settled.by ?? ''}: ${flag.settled.reason ?? ''}`),
    h('div', { class: 'buttons' },
      flag.actions.includes('schedule') && h('button', { type: 'button', class: 'primary', onclick: () => schedule(flag) }, t('Schedule confirmation …')),
      flag.actions.includes('request') && h('button', { type: 'button', onclick: () => run(() => post(`flags/${flag.id}/request`, {}), t('Requested')) }, t('Ask for a catheter study')),
      flag.adjudications?.length > 0 && h('button', { type: 'button', onclick: () => adjudicate(flag) }, flag.adjudicated ? t('Decide otherwise …') : t('Decide …')),
      flag.actions.includes('dismiss') && h('button', { type: 'button', class: 'quiet', onclick: () => dismiss(flag) }, t('Dismiss …'))));
}

async function schedule(flag) {
  const answer = await ask({
    title: t('Schedule a catheter study: {0}', flag.segment.label),
    ok: t('Put on the worklist'),
    body: h('div', {},
      h('p', {}, t('It appears on the worklist of the angiography room, with the segments that the request lists.')),
      field(t('Start'), h('input', { type: 'datetime-local', name: 'start' }), t('Left empty: the service chooses.')),
      field(t('Station AE title'), h('input', { name: 'station', maxlength: '16' }), t('Left empty: any angiography station.'))),
  });
  if (answer) {
    const body = Object.fromEntries([...answer].filter(([, value]) => value.trim()));
    await run(() => post(`flags/${flag.id}/schedule`, body), t('Scheduled'));
  }
}

async function dismiss(flag) {
  const answer = await ask({
    title: t('Dismiss the flag: {0}', flag.segment.label),
    ok: t('Dismiss'), danger: true,
    body: field(t('Why no confirmation is needed'), h('textarea', { name: 'reason', rows: '3', required: true, maxlength: '1000' })),
  });
  if (answer) {
    await run(() => post(`flags/${flag.id}/dismiss`, { reason: answer.get('reason') }), t('Dismissed'));
  }
}

async function adjudicate(flag) {
  const answer = await ask({
    title: t('What do the examinations mean? {0}', flag.segment.label),
    ok: t('Decide'),
    body: h('div', {}, h('p', {}, flag.rule.reason),
      field(t('Decision'), h('select', { name: 'outcome', required: true },
        flag.adjudications.map((outcome) => h('option', { value: outcome }, OUTCOMES[outcome] ?? outcome)))),
      field(t('Comment'), h('textarea', { name: 'comment', rows: '3', required: true, maxlength: '1000' }))),
  });
  if (answer) {
    await run(() => post(`flags/${flag.id}/adjudicate`, { outcome: answer.get('outcome'), comment: answer.get('comment') }), t('Decided'));
  }
}

async function run(action, done) {
  try {
    await action();
    say(done, 'good');
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

async function show() {
  const { json } = await get(address('flags', { state: shown.join(','), patient: parameters.get('patient') }));
  const tab = (states, label) => h('button', {
    type: 'button', class: 'tab', 'aria-pressed': String(states === shown),
    onclick: () => {
      shown = states;
      show().catch((error) => say(error.message, 'bad'));
    },
  }, label);
  replace(main, h('h1', {}, t('Flags')),
    h('p', { class: 'help' }, t('Vein segments that MR or CT venography saw narrow and that no catheter study has settled yet. They are to be '
      + 'confirmed with a catheter before anybody relies on them; the software recommends no treatment.')),
    h('div', { class: 'filters' }, h('div', { class: 'tabs', role: 'group', 'aria-label': t('State') }, tab(WAITING, t('Waiting')), tab(SETTLED, t('Settled')))),
    json.flags.length ? h('div', { class: 'flags' }, json.flags.map(card)) : h('p', { class: 'empty' }, t('No flags here.')));
}

try {
  await shell(t('Flags'));
  await show();
} catch (error) {
  broken(error);
}
