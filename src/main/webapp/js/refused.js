// Order and patient messages (HL7) that were refused: what was wrong with each, and what a person does about it.
import { get, post } from './api.js';
import { ask, h, replace, say } from './dom.js';
import { shell, moment } from './shell.js';

const main = document.getElementById('main');

async function look(refusal) {
  const { json } = await get(`hl7/refused/${refusal.id}`);
  await ask({ title: `Message ${refusal.controlId}`, body: h('pre', { class: 'message' }, json.message), ok: 'Close' });
}

async function act(refusal, verb, done) {
  try {
    await post(`hl7/refused/${refusal.id}/${verb}`);
    say(done);
    await show();
  } catch (error) {
    say(error.message, 'warn');
  }
}

function buttons(refusal) {
  return h('div', { class: 'buttons' },
    h('button', { type: 'button', onclick: () => look(refusal) }, 'Look'),
    h('button', { type: 'button', onclick: () => act(refusal, 'retry', 'The message was carried out.') }, 'Try again'),
    h('button', { type: 'button', class: 'quiet', onclick: () => act(refusal, 'settle', 'Taken off the list.') }, 'Settle'));
}

function table(refusals) {
  if (!refusals.length) {
    return h('p', { class: 'empty' }, 'No message waits for a person.');
  }
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, ['Message', 'From', 'When', 'Answered', 'Why', ''].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, refusals.map((refusal) => h('tr', {},
      h('th', { scope: 'row' }, refusal.messageType, h('small', { class: 'uid' }, refusal.controlId)),
      h('td', {}, refusal.sender.replace('|', ' ')), h('td', {}, moment(refusal.receivedAt)),
      h('td', {}, h('span', { class: 'chip corrected' }, refusal.code)), h('td', {}, refusal.problem),
      h('td', {}, buttons(refusal))))));
}

async function show() {
  const { json } = await get('hl7/refused');
  replace(main, h('h1', {}, 'Refused orders'),
    h('p', { class: 'help' }, 'Order and patient messages (HL7) that could not be carried out. Their senders were told; a '
      + 'message that its sender sends again with success leaves this list by itself.'), table(json));
}

try {
  await shell();
  await show();
} catch (error) {
  replace(main, h('p', { class: 'notice warn', role: 'alert' }, error.message));
}
