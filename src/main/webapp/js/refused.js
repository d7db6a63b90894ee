// Order and patient messages (HL7) that were refused: what was wrong with each, and what a person does about it.
import { get, post } from './api.js';
import { ask, h, replace, say } from './dom.js';
import { t } from './language.js';
import { shell, moment, broken } from './shell.js';

const main = document.getElementById('main');

async function look(refusal) {
  const { json } = await get(`hl7/refused/${refusal.id}`);
  await ask({ title: t('Message {0}', refusal.controlId), body: h('pre', { class: 'message' }, json.message), ok: t('Close') });
}

async function act(refusal, verb, done) {
  try {
    await post(`hl7/refused/${refusal.id}/${verb}`);
    say(done);
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

function buttons(refusal) {
  return h('div', { class: 'buttons' },
    h('button', { type: 'button', onclick: () => look(refusal) }, t('Look')),
    h('button', { type: 'button', onclick: () => act(refusal, 'retry', t('The message was carried out.')) }, t('Try again')),
    h('button', { type: 'button', class: 'quiet', onclick: () => act(refusal, 'settle', t('Taken off the list.')) }, t('Settle')));
}

function table(refusals) {
  if (!refusals.length) {
    return h('p', { class: 'empty' }, t('No message waits for a person.'));
  }
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, [t('Message'), t('From'), t('When'), t('Answered'), t('Why'), ''].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, refusals.map((refusal) => h('tr', {},
      h('th', { scope: 'row' }, refusal.messageType, h('small', { class: 'uid' }, refusal.controlId)),
      h('td', {}, refusal.sender.replace('|', ' ')), h('td', {}, moment(refusal.receivedAt)),
      h('td', {}, h('span', { class: 'chip corrected' }, refusal.code)), h('td', {}, refusal.problem),
      h('td', {}, buttons(refusal))))));
}

async function show() {
  const { json } = await get('hl7/refused');
  replace(main, h('h1', {}, t('Refused orders')),
    h('p', { class: 'help' }, t('Order and patient messages (HL7) that could not be carried out. Their senders were told; a '
      + 'message that its sender sends again with success leaves this list by itself.')), table(json));
}

try {
  await shell(t('Refused orders'));
  await show();
} catch (error) {
  broken(error);
}
