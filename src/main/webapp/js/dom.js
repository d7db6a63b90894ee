// Builds elements from data. Text always goes through text nodes and attributes, so nothing that a patient's data holds
// can become markup.
import { t } from './language.js';

export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  // What one person typed is not offered to the next at this screen.
  if (tag === 'input') {
    element.autocomplete = 'off';
  }
  for (const [name, value] of Object.entries(properties ?? {})) {
    set(element, name, value);
  }
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'class') {
    element.className = value;
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else if (name in element && typeof value !== 'string') {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

// A polite announcement for screen readers, and a short visible note.
export function say(text, tone = 'info') {
  const region = document.getElementById('announce');
  region.className = `announce ${tone}`;
  region.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    region.textContent = '';
    region.className = 'announce';
  }, tone === 'bad' ? 12000 : 6000);
}

// Asks in a modal dialog; resolves with the form's data, or with null if the person leaves it.
export function ask({ title, body, ok, danger = false }) {
  return new Promise((resolve) => {
    const form = h('form', { method: 'dialog', class: 'ask' },
      h('h2', {}, title),
      body,
      h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, t('Back')),
        h('button', { type: 'submit', value: 'ok', class: danger ? 'danger' : 'primary' }, ok)));
    const dialog = h('dialog', { 'aria-label': title }, form);
    dialog.addEventListener('close', () => {
      const answer = dialog.returnValue === 'ok' ? new FormData(form) : null;
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function field(label, input, hint) {
  return h('label', { class: 'field' }, h('span', {}, label), input, hint && h('small', {}, hint));
}
