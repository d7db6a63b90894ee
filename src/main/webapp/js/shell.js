// What every page has: the way to the others, who uses it, the notice of what this software is.
import { get, language } from './api.js';
import { h, replace } from './dom.js';

const PAGES = [['/', 'Reading list'], ['/flags.html', 'Flags'], ['/agreement.html', 'Agreement'], ['/foreign.html', 'From elsewhere']];
const LANGUAGES = [['en', 'English'], ['de', 'Deutsch'], ['it', 'Italiano'], ['fr', 'Français']];

export async function shell() {
  const { json: session } = await get('session');
  replace(document.getElementById('top'),
    h('a', { class: 'brand', href: '/' }, h('img', { src: '/favicon.svg', alt: '', width: '26', height: '26' }), 'Confluens'),
    h('nav', { 'aria-label': 'Pages' }, PAGES.map(([href, name]) =>
      h('a', { href, 'aria-current': href === location.pathname ? 'page' : null }, name))),
    h('div', { class: 'who' }, languagePicker(), h('span', {}, session.user), !session.trial && logout()));
  replace(document.getElementById('bottom'),
    session.trial && h('p', { class: 'trial' },
      'Trial mode: no users are configured, so everybody on this machine may do everything.'),
    h('p', {}, 'Documentation software for imaging professionals, not a certified medical device. That findings in these '
      + 'veins cause or worsen multiple sclerosis is disputed, and controlled trials did not confirm it.'));
  return session;
}

function languagePicker() {
  const chosen = language().slice(0, 2);
  return h('select', {
    'aria-label': 'Language of the forms',
    onchange: (event) => {
      localStorage.setItem('language', event.target.value);
      location.reload();
    },
  }, LANGUAGES.map(([code, name]) => h('option', { value: code, selected: code === chosen }, name)));
}

function logout() {
  return h('form', { method: 'post', action: '/logout' }, h('button', { class: 'quiet' }, 'Log out'));
}

// A DICOM person name for people: the ideographic group where there is one, family name first.
export function personName(name) {
  const groups = (name ?? '').split('=');
  const plain = (group) => {
    const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (group ?? '').split('^');
    const first = [prefix, given, middle].filter(Boolean).join(' ');
    return [[family, first].filter(Boolean).join(', '), suffix].filter(Boolean).join(' ');
  };
  const [alphabetic, ideographic] = groups.map(plain);
  return ideographic ? `${ideographic} (${alphabetic})` : alphabetic || '(no name)';
}

// 20260301 as 2026-03-01.
export function day(date) {
  return /^\d{8}$/.test(date ?? '') ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date || '–';
}

export function moment(instant) {
  return instant ? new Date(instant).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' }) : '–';
}

export const STATES = {
  DRAFT: 'Draft', IN_PROGRESS: 'In progress', COMPLETED: 'Completed', VERIFIED: 'Verified', WITHDRAWN: 'Withdrawn',
};

const FLAG_STATES = {
  OPEN: 'Open', CONFIRMATION_PROPOSED: 'Confirmation proposed', SCHEDULED: 'Scheduled', RESOLVED: 'Resolved', DISMISSED: 'Dismissed',
};

export function stateBadge(state) {
  return h('span', { class: `state ${state.toLowerCase()}` }, STATES[state] ?? FLAG_STATES[state] ?? state);
}
