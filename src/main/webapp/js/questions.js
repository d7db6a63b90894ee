// What is asked before something is done with a report that cannot be undone, or where two people did something.
import { h, ask, field } from './dom.js';
import { t } from './language.js';
import { STATES } from './shell.js';
import { plain } from './values.js';

// Who verifies, as the API takes it; null if the person leaves the question.
export async function askObserver() {
  const kept = JSON.parse(localStorage.getItem('observer') ?? '{}');
  const input = (name, autocomplete, required) => h('input', { name, required, value: kept[name] ?? '', autocomplete, maxlength: '64' });
  const answer = await ask({
    title: t('Verify this report'),
    ok: t('Verify'),
    body: h('div', {},
      h('p', {}, t('You answer for the report as it stands. It is sent to the archive and never changed again; an amendment makes a new version.')),
      field(t('Family name'), input('family', 'family-name', true)),
      field(t('Given name'), input('given', 'given-name', true)),
      field(t('Organisation'), input('organization', 'organization', true)),
      h('details', {}, h('summary', {}, t('Identification code')),
        field(t('Code'), input('code', 'off', false)),
        field(t('Coding scheme'), input('scheme', 'off', false)))),
  });
  if (!answer) {
    return null;
  }
  const observer = Object.fromEntries(answer);
  localStorage.setItem('observer', JSON.stringify(observer));
  const clean = (text) => text.trim().replaceAll(/[\^=\\]/g, ' ');
  return {
    name: `${clean(observer.family)}^${clean(observer.given)}`,
    organization: observer.organization,
    identification: observer.code ? { code: observer.code, scheme: observer.scheme, meaning: `${observer.family} ${observer.given}` } : undefined,
  };
}

export const askAmend = () => ask({
  title: t('Amend this report?'), ok: t('Begin the amendment'),
  body: h('p', {}, t('A new version is begun. The verified one stays as it is, and counts until the new one is verified.')),
});

export const askAbandon = () => ask({
  title: t('Give up the amendment?'), ok: t('Give it up'), danger: true,
  body: h('p', {}, t('What was changed since the amendment began is dropped. The verified version stands as before.')),
});

export const askWithdraw = () => ask({
  title: t('Withdraw this report?'), ok: t('Withdraw'), danger: true,
  body: h('div', {},
    h('p', {}, t('It will not count any more and cannot be used again. A rejection note goes to the archive for every version that was sent.')),
    field(t('Reason'), h('textarea', { name: 'reason', rows: '3', required: true, maxlength: '1000' }))),
});

function words(form, path, values) {
  return values.map(plain).map((value) => form.fields.get(path)?.words?.(value) ?? value).join(', ') || t('(empty)');
}

const label = (form, path) => form.fields.get(path)?.label ?? path;

// Which of two answers to take, for each field that two people answered differently.
export function askConflicts(form, conflicts, current) {
  const choice = (path, whose, text) => h('td', {}, h('label', {},
    h('input', { type: 'radio', name: path, value: whose, checked: whose === 'yours' }), ` ${text}`));
  return ask({
    title: t('Somebody else changed the same fields'), ok: t('Use these'),
    body: h('table', { class: 'conflicts' },
      h('thead', {}, h('tr', {}, [t('Field'), t('Yours'), t('Theirs ({0})', current.editedBy)].map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, conflicts.map((path) => h('tr', {}, h('th', { scope: 'row' }, label(form, path)),
        choice(path, 'yours', words(form, path, form.values.get(path))),
        choice(path, 'theirs', words(form, path, current.values[path]?.values ?? [])))))),
  });
}

// Shows what cannot be saved any more.
export function askTooLate(form, current) {
  return ask({
    title: t('This report is no longer open'), ok: t('Show the report as it is now'),
    body: h('div', {}, h('p', {}, t('{0} changed it to “{1}”. These entries of yours were not saved; copy what you still need.',
      current.editedBy || t('somebody else'), STATES[current.state])),
    h('table', { class: 'conflicts' }, h('tbody', {}, [...form.values.changes].map(([path, values]) =>
      h('tr', {}, h('th', { scope: 'row' }, label(form, path)), h('td', {}, words(form, path, values)))))))
  });
}
