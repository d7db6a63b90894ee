// What is asked before something is done with a report that cannot be undone, or where two people did something.
import { h, ask, field, say } from './dom.js';
import { t } from './language.js';
import { STATES, personName } from './shell.js';
import { plain } from './values.js';

// The password once more, so that nobody acts in the name of whoever left the screen; in trial mode there is none.
export const password = () => field(t('Your password'), h('input', { name: 'password', type: 'password', required: true, autocomplete: 'off' }));

function signsAs({ name, organization, identification }) {
  return h('dl', { class: 'signatory' },
    h('dt', {}, t('You sign as')), h('dd', {}, personName(name)),
    h('dt', {}, t('Organisation')), h('dd', {}, organization),
    identification && [h('dt', {}, t('Identification code')), h('dd', {}, `${identification.meaning} (${identification.code}, ${identification.scheme})`)]);
}

// Where nobody logs in there is no account whose name could stand in the document, so one is typed.
const typedName = () => [
  h('p', { class: 'notice warn' }, t('Trial mode: nobody logs in, so nobody is proven. The document says “trial, no login” as organisation.')),
  field(t('Family name'), h('input', { name: 'family', required: true, maxlength: '31' })),
  field(t('Given name'), h('input', { name: 'given', required: true, maxlength: '31' })),
];

// What the API asks of whoever verifies; null if the person leaves the question.
export async function askVerify(session) {
  const answer = await ask({
    title: t('Verify this report'),
    ok: t('Verify'),
    body: h('div', {},
      h('p', {}, t('You answer for the report as it stands. It is sent to the archive and never changed again; an amendment makes a new version.')),
      session.trial ? typedName() : [signsAs(session.signsAs), password()]),
  });
  if (!answer) {
    return null;
  }
  const clean = (name) => answer.get(name).trim().replaceAll(/[\^=\\]/g, ' ');
  return session.trial ? { name: `${clean('family')}^${clean('given')}` } : { password: answer.get('password') };
}

// Whether the account can sign, and take back what was signed; says why if it cannot.
export function maySign(session) {
  if (session.trial || session.signsAs) {
    return true;
  }
  say(t('Your account has no name to sign with. An administrator adds name and organisation to it.'), 'bad');
  return false;
}

export const askAmend = () => ask({
  title: t('Amend this report?'), ok: t('Begin the amendment'),
  body: h('p', {}, t('A new version is begun. The verified one stays as it is, and counts until the new one is verified.')),
});

export const askAbandon = () => ask({
  title: t('Give up the amendment?'), ok: t('Give it up'), danger: true,
  body: h('p', {}, t('What was changed since the amendment began is dropped. The verified version stands as before.')),
});

export const askWithdraw = (session) => ask({
  title: t('Withdraw this report?'), ok: t('Withdraw'), danger: true,
  body: h('div', {},
    h('p', {}, t('It will not count any more and cannot be used again. A rejection note goes to the archive for every version that was sent.')),
    field(t('Reason'), h('textarea', { name: 'reason', rows: '3', required: true, maxlength: '1000' })),
    !session.trial && password()),
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
