// The page of one report: its form, what can be done with it, its documents.
import { get, put, post, Refusal } from './api.js';
import { h, replace, say } from './dom.js';
import { t } from './language.js';
import { fieldProblem } from './problems.js';
import { shell, personName, day, moment, broken, stateBadge, STATES } from './shell.js';
import { Form } from './form.js';
import { askVerify, maySign, askAmend, askAbandon, askWithdraw, askConflicts, askTooLate } from './questions.js';

const PAUSE = 600;
const AGAIN = 5000;
const EDITABLE = ['DRAFT', 'IN_PROGRESS'];
const id = new URLSearchParams(location.search).get('id');
const main = document.getElementById('main');
let session;
let report;
let form;
let etag;
let timer;
let saving;

async function load() {
  const answer = await get(`reports/${encodeURIComponent(id)}`);
  report = answer.json;
  etag = answer.etag;
  render();
}

function render() {
  // No patient's name: the browser's history keeps titles.
  document.title = `${t('Report {0}', report.id)} – ${report.template.title} – Confluens`;
  form = new Form(report, later);
  shownProblems = '[]';
  followed = false;
  replace(main, head(), notices(), h('div', { class: 'columns2' }, form.render(), aside()));
}

// ───────────── head ─────────────

function head() {
  const { patient, study } = report;
  return h('header', { class: 'reporthead' },
    h('div', {},
      h('h1', {}, personName(patient.name)),
      h('p', { class: 'facts' },
        h('a', { href: `/patient.html?id=${encodeURIComponent(patient.id)}&issuer=${encodeURIComponent(patient.issuer)}` }, t('ID {0}', patient.id)),
        h('span', {}, t('born {0}', day(patient.birthDate))), patient.sex && h('span', {}, patient.sex),
        h('span', {}, t('study of {0}', day(study.date))), study.accessionNumber && h('span', {}, t('accession {0}', study.accessionNumber)),
        study.description && h('span', {}, study.description)),
      h('p', { class: 'facts' }, h('strong', {}, report.template.title), stateBadge(report.state),
        h('span', { id: 'saved', role: 'status' }))),
    h('div', { class: 'buttons' }, actions()));
}

const ACTIONS = {
  complete: [t('Complete'), 'primary', complete],
  verify: [t('Verify …'), 'primary', verify],
  reopen: [t('Reopen'), 'quiet', () => act('reopen')],
  amend: [t('Amend …'), 'quiet', amend],
  abandon: [t('Give up the amendment …'), 'quiet', abandon],
  withdraw: [t('Withdraw …'), 'quiet', withdraw],
};

function actions() {
  return Object.entries(ACTIONS).filter(([action]) => report.actions.includes(action)).map(([action, [label, style, run]]) =>
    h('button', { type: 'button', class: style, id: `do-${action}`, onclick: () => guarded(run) },
      action === 'verify' && report.state === 'VERIFIED' ? t('Add observer …') : label));
}

function notices() {
  return h('div', { id: 'notices' },
    report.lateImagesAt && h('p', { class: 'notice warn' },
      t('The images of this study changed after the report ({0}): images came or were rejected. Its evidence is as it was.', moment(report.lateImagesAt))),
    report.withdrawnReason && h('p', { class: 'notice warn' }, t('Withdrawn: {0}', report.withdrawnReason)),
    report.verifiedVersion && report.state !== 'VERIFIED' && report.state !== 'WITHDRAWN' && h('p', { class: 'notice' },
      t('An amendment is in progress; the verified version counts until the new one is verified.')),
    tampered(),
    fromElsewhere(),
    h('div', { id: 'problems' }));
}

const SEALS = {
  CHANGED: t('was changed or moved in the database'), UNSEALED: t('was not written by this program'), MISSING: t('is gone from the database'),
  ROLLED_BACK: t('was put back to an older state in the database'),
};

// What somebody changed behind the program's back is told before anything else.
function tampered() {
  return report.broken.length > 0 && h('section', { class: 'notice warn', id: 'tampered', role: 'alert' },
    h('h2', {}, t('This report is not as it was written')),
    h('ul', {}, report.broken.map(({ version, seal }) => h('li', {}, version
      ? t('Version {0} {1}.', version, SEALS[seal]) : t('The state or the answers of the report: {0}.', SEALS[seal])))),
    h('p', {}, t('What was changed is neither sent nor counted, and nothing can be built on it. Compare it with the archive, restore it from a backup, or withdraw the report. The administrator finds it in the log.')));
}

// A document that waits is not in this report; one that was taken over may hold what the form has no field for.
function fromElsewhere() {
  const open = report.state !== 'VERIFIED' && report.state !== 'WITHDRAWN';
  return report.fromElsewhere.filter((note) => note.waits || (open && note.outcome === 'TAKEN_OVER')).map((note) =>
    h('p', { class: note.waits ? 'notice warn' : 'notice' }, h('a', { href: '/foreign.html' }, note.waits
      ? t('A document of {0} waits: {1}', note.callingAeTitle, note.reason)
      : t('Taken over from {0}: {1}', note.callingAeTitle, note.reason))));
}

// ───────────── documents ─────────────

function aside() {
  const frame = h('iframe', { title: t('The document as it stands'), sandbox: '', class: 'preview' });
  const bad = (version) => report.broken.some((one) => one.version === version);
  const show = (version) => {
    frame.hidden = bad(version ?? report.versions.at(-1)?.number);
    if (frame.hidden) {
      frame.removeAttribute('src');
    } else {
      frame.src = `/api/reports/${id}/document${version ? `?version=${version}` : ''}`;
    }
  };
  show();
  const versions = report.versions.map((version) => h('li', {},
    h('button', { type: 'button', class: 'link', onclick: () => show(version.number) }, `${version.number}. ${STATES[version.stage]}`),
    h('span', {}, ` ${moment(version.madeAt)}`), version.givenUp && h('span', {}, ` (${t('given up')})`),
    version.seal === 'SEALED_AT_UPGRADE' && h('span', {}, ` (${t('sealed at upgrade')})`),
    SEALS[version.seal] && h('strong', {}, ` (${SEALS[version.seal]})`),
    version.verifiedBy && h('span', {}, ` ${version.verifiedBy.split('\\').map(personName).join('; ')}`)));
  return h('aside', { 'aria-label': t('Documents') },
    h('details', { open: true }, h('summary', {}, t('Document')),
      h('p', { class: 'downloads' }, ['application/dicom', 'application/pdf', 'text/plain'].map((type) =>
        h('a', { href: `/api/reports/${id}/document?type=${encodeURIComponent(type)}` }, { 'application/dicom': 'DICOM SR', 'application/pdf': 'PDF', 'text/plain': t('Text') }[type]))),
      frame),
    h('details', {}, h('summary', {}, t('Versions ({0})', report.versions.length)), h('ol', { class: 'versions' }, versions)));
}

// ───────────── saving ─────────────

function later() {
  status(t('Not saved yet'));
  clearTimeout(timer);
  timer = setTimeout(() => save().catch(failed), PAUSE);
}

function status(text) {
  const place = document.getElementById('saved');
  if (place) {
    place.textContent = text;
  }
}

// Sends what was changed; one request at a time.
async function save() {
  clearTimeout(timer);
  while (saving) {
    await saving.catch(() => {});
  }
  if (!form.values.changes.size) {
    return;
  }
  saving = send().finally(() => {
    saving = undefined;
  });
  await saving;
}

async function send() {
  const sent = Object.fromEntries(form.values.changes);
  status(t('Saving …'));
  try {
    const answer = await put(`reports/${id}`, { values: sent }, etag);
    taken(answer, sent);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 412) {
      throw refusal;
    }
    await (EDITABLE.includes(refusal.problem.current.state) ? merge(refusal.problem.current) : tooLate(refusal.problem.current));
  }
}

function taken(answer, sent) {
  etag = answer.etag;
  const stateChanged = report.state !== answer.json.state;
  report = { ...report, ...answer.json };
  form.values.saved(report.values, sent);
  form.refresh();
  status(t('Saved'));
  if (stateChanged) {
    document.querySelector('.reporthead')?.replaceWith(head());
    status(t('Saved'));
  }
  showProblems(followed ? report.problems : []);
}

// Somebody else saved first: keeps both people's work, and asks only where they answered the same field differently.
async function merge(current) {
  const conflicts = form.values.conflicts(current.values);
  if (conflicts.length) {
    const choices = await askConflicts(form, conflicts, current);
    if (!choices) {
      status(t('Not saved: another person changed the report'));
      return;
    }
    conflicts.filter((path) => choices.get(path) === 'theirs').forEach((path) => form.values.changes.delete(path));
  }
  form.values.server = current.values;
  etag = current.etag;
  form.refresh();
  say(t('Merged with the changes of {0}', current.editedBy || t('somebody else')), 'good');
  if (form.values.changes.size) {
    await send();
  }
}

// Somebody else completed or withdrew the report: what was entered here since cannot be saved, and is shown instead of lost.
async function tooLate(current) {
  if (await askTooLate(form, current)) {
    form.values.changes.clear();
    await load();
  } else {
    status(t('Not saved: another person changed the report'));
  }
}

// ───────────── actions ─────────────

let shownProblems = '[]';

// Whether what is missing is told after each save, because somebody wanted to complete the report.
let followed = false;

// Told once: the same list is not read out again after every save, and whoever stands in it stays there.
function showProblems(problems) {
  form.showProblems(problems);
  const place = document.getElementById('problems');
  if (shownProblems === JSON.stringify(problems)) {
    return;
  }
  shownProblems = JSON.stringify(problems);
  replace(place, problems.length && h('section', { class: 'notice warn', role: 'alert' },
    h('h2', {}, problems.length === 1 ? t('One thing is missing') : t('{0} things are missing', problems.length)),
    h('ol', {}, problems.slice(0, 12).map((problem) => h('li', {},
      h('button', { type: 'button', class: 'link', onclick: () => form.reveal(problem.field) },
        form.fields.get(problem.field)?.label ?? problem.field), ` – ${fieldProblem(problem, form.fields.get(problem.field)?.item)}`))),
    problems.length > 12 && h('p', {}, t('… and {0} more, marked in the form.', problems.length - 12))));
}

async function guarded(run) {
  try {
    await save();
    await run();
  } catch (error) {
    followed ||= run === complete;
    failed(error);
    if (error instanceof Refusal && error.problem.problems) {
      document.querySelector('#problems button')?.focus();
    }
  }
}

// What is saved in the background never takes the keyboard away from whoever types; the list of problems is read out all the same.
function failed(error) {
  status('');
  if (error instanceof Refusal && error.problem.problems) {
    showProblems(error.problem.problems);
  }
  const passes = !(error instanceof Refusal) || error.status >= 500;
  if (passes && form?.values.changes.size) {
    timer = setTimeout(() => save().catch(failed), AGAIN);
  }
  if (error instanceof Refusal && error.status === 401) {
    status(t('Not saved'));
    say(t('You are logged out. Log in again in another window, then press Ctrl+S here.'), 'bad');
  } else {
    if (form.values.changes.size) {
      status(t('Not saved'));
    }
    say(error.message, 'bad');
  }
}

async function act(action, body) {
  try {
    await post(`reports/${id}/${action}`, body, etag);
  } catch (refusal) {
    if (refusal.status !== 412 && refusal.status !== 409) {
      throw refusal;
    }
    await load();
    throw new Error(t('{0} changed the report in the meantime. It is shown as it is now; look at it before you go on.',
      refusal.problem.current?.editedBy || t('somebody else')), { cause: refusal });
  }
  await load();
  window.scrollTo(0, 0);
  main.focus();
}

async function complete() {
  await act('complete');
  say(t('Completed. It can be verified now.'), 'good');
  document.getElementById('do-verify')?.focus();
}

async function verify() {
  const signature = maySign(session) && await askVerify(session);
  if (signature) {
    await act('verify', signature);
    say(t('Verified and on its way to the archive.'), 'good');
  }
}

async function amend() {
  if (await askAmend()) {
    await act('amend');
  }
}

async function abandon() {
  if (await askAbandon()) {
    form.values.changes.clear();
    await act('abandon');
  }
}

async function withdraw() {
  const answer = maySign(session) && await askWithdraw(session);
  if (answer) {
    await act('withdraw', Object.fromEntries(answer));
  }
}

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    guarded(() => {});
  } else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !document.querySelector('dialog')) {
    document.activeElement?.blur();
    (document.getElementById('do-complete') ?? document.getElementById('do-verify'))?.click();
  }
});
window.addEventListener('beforeunload', (event) => {
  if (form?.values.changes.size) {
    event.preventDefault();
  }
});

try {
  session = await shell(t('Report'));
  await load();
} catch (error) {
  broken(error);
}
