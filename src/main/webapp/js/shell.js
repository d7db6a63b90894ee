// What every page has: the way to the others, who uses it, the notice of what this software is.
import { get } from './api.js';
import { h, replace } from './dom.js';
import { t, language, languages, choose } from './language.js';

const PAGES = [['/', t('Reading list')], ['/flags.html', t('Flags')], ['/agreement.html', t('Agreement')], ['/foreign.html', t('From elsewhere')], ['/refused.html', t('Refused orders')], ['/same-patient.html', t('The same patient?')], ['/deliveries.html', t('Deliveries')]];

export async function shell(title) {
  document.title = `${title} – Confluens`;
  const { json: session } = await get('session');
  replace(document.getElementById('top'),
    h('a', { class: 'brand', href: '/' }, h('img', { src: '/favicon.svg', alt: '', width: '26', height: '26' }), 'Confluens'),
    h('nav', { 'aria-label': t('Pages') }, PAGES.map(([href, name]) =>
      h('a', { href, 'aria-current': href === location.pathname ? 'page' : null }, name))),
    h('div', { class: 'who' }, languagePicker(), h('span', {}, session.user), !session.trial && logout()));
  replace(document.getElementById('bottom'),
    session.trial && h('p', { class: 'trial' },
      t('Trial mode: no users are configured, so everybody on this machine may do everything.')),
    session.openPeers && h('p', { class: 'trial' },
      t('Trial mode: no rights of other systems are configured, so every system on this machine may store, sign, reject, order and merge.')),
    h('p', {}, t('Documentation software for imaging professionals, not a certified medical device. That findings in these '
      + 'veins cause or worsen multiple sclerosis is disputed, and controlled trials did not confirm it.')));
  return session;
}

function languagePicker() {
  return h('select', { 'aria-label': t('Language'), onchange: (event) => choose(event.target.value) },
    languages.map(({ code, name }) => h('option', { value: code, lang: code, selected: code === language }, name)));
}

// Every answer of the service says whether the disk has room.
document.addEventListener('room', ({ detail: left }) => {
  const shown = document.getElementById('room');
  if (left) {
    shown?.remove();
  } else if (!shown) {
    document.getElementById('top').after(h('p', { id: 'room', class: 'notice warn', role: 'alert' },
      t('The disk of the service has no room left: everything can be read, but nothing can be saved.')));
  }
});

// Nothing of a person stays in the browser; the answer of the service clears what a script does not reach.
function logout() {
  return h('form', { method: 'post', action: '/logout', onsubmit: forget }, h('button', { class: 'quiet' }, t('Log out')));
}

function forget() {
  localStorage.clear();
  sessionStorage.clear();
}

// Releases before kept here who had signed last.
localStorage.removeItem('observer');

// A page that the browser kept whole would be shown to the next person by the back button: it is asked for again.
addEventListener('pageshow', (event) => event.persisted && location.reload());

// A DICOM person name for people: the ideographic group where there is one, family name first.
export function personName(name) {
  const groups = (name ?? '').split('=');
  const plain = (group) => {
    const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (group ?? '').split('^');
    const first = [prefix, given, middle].filter(Boolean).join(' ');
    return [[family, first].filter(Boolean).join(', '), suffix].filter(Boolean).join(' ');
  };
  const [alphabetic, ideographic] = groups.map(plain);
  return ideographic ? `${ideographic} (${alphabetic})` : alphabetic || t('(no name)');
}

// 20260301 as 2026-03-01.
export function day(date) {
  return /^\d{8}$/.test(date ?? '') ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date || '–';
}

export function moment(instant) {
  return instant ? new Date(instant).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
}

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]];

// How long ago, in the coarsest unit that is not zero.
export function ago(instant) {
  const seconds = Math.max(0, (Date.now() - new Date(instant)) / 1000);
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? UNITS.at(-1);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(seconds / length));
}

export const STATES = {
  DRAFT: t('Draft'), IN_PROGRESS: t('In progress'), COMPLETED: t('Completed'), VERIFIED: t('Verified'), WITHDRAWN: t('Withdrawn'),
};

const FLAG_STATES = {
  OPEN: t('Open'), CONFIRMATION_PROPOSED: t('Confirmation proposed'), SCHEDULED: t('Scheduled'), RESOLVED: t('Resolved'), DISMISSED: t('Dismissed'),
};

export function stateBadge(state) {
  return h('span', { class: `state ${state.toLowerCase()}` }, STATES[state] ?? FLAG_STATES[state] ?? state);
}

// Says in the page that it could not be shown.
export function broken(error) {
  replace(document.getElementById('main'), h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
