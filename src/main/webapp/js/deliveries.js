// Documents on their way to the PACS: what it has not got yet, what it refused and why, and sending it again.
import { get, post, address } from './api.js';
import { h, replace, say } from './dom.js';
import { t } from './language.js';
import { shell, moment, broken } from './shell.js';

const main = document.getElementById('main');
const STATES = {
  WAITING: t('Waiting'), SENDING: t('Being sent'), FAILED: t('Refused'), DELIVERED: t('Delivered'), KEPT: t('Kept here'),
};
const OPEN = ['FAILED', 'WAITING', 'SENDING'];
const TONES = { FAILED: 'rejected', WAITING: 'corrected', DELIVERED: 'confirmed' };
const REFRESH_MILLIS = 5000;
let all = false;

async function resend(delivery) {
  try {
    await post(`deliveries/${delivery.id}/resend`);
    say(t('It is sent again.'));
    await show();
  } catch (error) {
    say(error.message, 'bad');
  }
}

function name(delivery) {
  const [, report, version] = /^report (\d+) version (\d+)$/.exec(delivery.reference) ?? [];
  return report
    ? h('a', { href: `/report.html?id=${report}` }, t('Report {0}, version {1}', report, version))
    : delivery.reference;
}

function row(delivery) {
  return h('tr', {},
    h('td', {}, h('span', { class: `chip ${TONES[delivery.state] ?? ''}` }, STATES[delivery.state])),
    h('th', { scope: 'row' }, name(delivery), h('small', { class: 'uid' }, delivery.sopInstanceUid)),
    h('td', {}, moment(delivery.createdAt)),
    h('td', {}, String(delivery.attempts), delivery.nextAttemptAt && h('small', {}, t('next {0}', moment(delivery.nextAttemptAt)))),
    h('td', {}, delivery.problem),
    h('td', {}, delivery.state !== 'SENDING'
      && h('button', { type: 'button', class: 'mini', onclick: () => resend(delivery) }, t('Send again'))));
}

function table(deliveries) {
  if (!deliveries.length) {
    return h('p', { class: 'empty' }, all ? t('Nothing was sent yet.') : t('The PACS has everything.'));
  }
  const heads = [t('State'), t('Document'), t('When'), t('Attempts'), t('Why'), ''];
  return h('div', { class: 'scroll' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, deliveries.map(row))));
}

function choice() {
  return h('label', {}, h('input', { type: 'checkbox', checked: all, onchange: (event) => {
    all = event.target.checked;
    show().catch(broken);
  } }), ' ', t('Also what was delivered'));
}

async function show() {
  const answers = await Promise.all((all ? [''] : OPEN).map((state) => get(address('deliveries', { state }))));
  replace(main, h('h1', {}, t('Deliveries')),
    h('p', { class: 'help' }, t('Documents for the PACS. While it does not answer they wait, and are sent again at growing '
      + 'intervals of at most about ten minutes.')),
    choice(), table(answers.flatMap(({ json }) => json)));
}

async function refresh() {
  if (!document.hidden && !main.contains(document.activeElement)) {
    await show().catch(broken);
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

try {
  await shell(t('Deliveries'));
  await show();
  setTimeout(refresh, REFRESH_MILLIS);
} catch (error) {
  broken(error);
}
