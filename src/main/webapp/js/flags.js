// Flags: stenoses that MR or CT venography alone has seen, and what is done to confirm them.
import { get, post, address } from './api.js';
import { h, replace, ask, say, field } from './dom.js';
import { shell, personName, day, moment, stateBadge } from './shell.js';
import { OUTCOMES } from './outcomes.js';

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
      h('span', {}, stateBadge(flag.state), flag.overdue && h('span', { class: 'chip rejected' }, `waiting for ${flag.ageDays} days`))),
    h('p', {}, h('a', { href: address('/patient.html', { id: patient.id, issuer: patient.issuer }) }, personName(patient.name)),
      ` · ${patient.id} · ${day(patient.birthDate)}`),
    h('p', {}, `${finding.examination} of ${finding.studyDate}: stenosis${finding.percent ? ` of ${finding.percent} %` : ''}.`,
      flag.physiologicalSite && h('strong', {}, ' Healthy veins are often narrow at this site.')),
    flag.rule && h('p', { class: 'help' }, `${flag.rule.id}: ${flag.rule.reason}`),
    request?.scheduledProcedureStepId && h('p', { class: 'help' },
      `Scheduled step ${request.scheduledProcedureStepId}, accession ${request.accessionNumber ?? '–'}`,
      request.start && `, planned for ${request.start.replace('T', ' ')}`, request.station && ` at ${request.station}`),
    flag.outcome && h('p', {}, h('strong', {}, `Outcome: ${OUTCOMES[flag.outcome] ?? flag.outcome}`)),
    flag.settled && h('p', { class: 'help' }, `${moment(flag.settled.at)}, ${flag.settled.by ?? ''}: ${flag.settled.reason ?? ''}`),
    h('div', { class: 'buttons' },
      flag.actions.includes('schedule') && h('button', { type: 'button', class: 'primary', onclick: () => schedule(flag) }, 'Schedule confirmation …'),
      flag.actions.includes('dismiss') && h('button', { type: 'button', class: 'quiet', onclick: () => dismiss(flag) }, 'Dismiss …')));
}

async function schedule(flag) {
  const answer = await ask({
    title: `Schedule a catheter study: ${flag.segment.label}`,
    ok: 'Put on the worklist',
    body: h('div', {},
      h('p', {}, 'It appears on the worklist of the angiography room, with the segments that the request lists.'),
      field('Start', h('input', { type: 'datetime-local', name: 'start' }), 'Left empty: the service chooses.'),
      field('Station AE title', h('input', { name: 'station', maxlength: '16' }), 'Left empty: any angiography station.')),
  });
  if (answer) {
    const body = Object.fromEntries([...answer].filter(([, value]) => value.trim()));
    await run(() => post(`flags/${flag.id}/schedule`, body), 'Scheduled');
  }
}

async function dismiss(flag) {
  const answer = await ask({
    title: `Dismiss the flag: ${flag.segment.label}`,
    ok: 'Dismiss', danger: true,
    body: field('Why no confirmation is needed', h('textarea', { name: 'reason', rows: '3', required: true, maxlength: '1000' })),
  });
  if (answer) {
    await run(() => post(`flags/${flag.id}/dismiss`, { reason: answer.get('reason') }), 'Dismissed');
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
  replace(main, h('h1', {}, 'Flags'),
    h('p', { class: 'help' }, 'Vein segments that MR or CT venography saw narrow and no catheter study has judged yet. They are to be '
      + 'confirmed with a catheter before anybody relies on them; the software recommends no treatment.'),
    h('div', { class: 'filters' }, h('div', { class: 'tabs', role: 'group', 'aria-label': 'State' }, tab(WAITING, 'Waiting'), tab(SETTLED, 'Settled'))),
    json.flags.length ? h('div', { class: 'flags' }, json.flags.map(card)) : h('p', { class: 'empty' }, 'No flags here.'));
}

try {
  await shell();
  await show();
} catch (error) {
  replace(main, h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
