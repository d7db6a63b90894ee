// One field of a form: its input, its state, its problem.
import { h, replace, say } from './dom.js';
import { t } from './language.js';
import { fieldProblem } from './problems.js';
import { plain, reference, required, applies } from './values.js';

const MANY = 5;
const FOLDED = 8;

export class Field {
  // `form` offers values, known, changed(), problems, locked; `item` is the template's; `scope` the group's path.
  constructor(form, item, scope, label) {
    this.form = form;
    this.item = item;
    this.scope = scope;
    this.path = `${scope}/${item.id}`;
    this.label = label ?? item.label;
    form.register(this);
  }

  // The field with its label, for a form's column.
  render() {
    this.note = h('div', { class: 'note' });
    this.input = this.makeInput();
    this.star = h('span', { class: 'star', title: t('needed') });
    const group = this.input.tagName === 'FIELDSET' ? 'div' : 'label';
    this.element = h('div', { class: 'formfield', id: this.path, data: { type: this.item.type } },
      h(group, { class: 'name' }, h('span', {}, this.item.label, this.star), group === 'label' && this.input),
      group === 'div' && this.folded(), this.item.help && h('small', { class: 'help' }, this.item.help), this.note);
    this.refresh();
    return this.element;
  }

  // The bare input, for a table's cell.
  renderCell() {
    this.note = h('div', { class: 'note' });
    this.input = this.makeInput();
    this.element = h('div', { class: 'cellfield', id: this.path }, this.input, this.note);
    this.refresh();
    return this.element;
  }

  makeInput() {
    const { item } = this;
    if (item.derived) {
      return h('output', { 'aria-label': this.label });
    }
    if (item.type === 'CODE' && (item.max !== 1 || item.options.length <= MANY)) {
      return this.makeChoices();
    }
    if (item.type === 'CODE') {
      return h('select', { 'aria-label': this.label, onchange: (e) => this.put(e.target.value ? [e.target.value] : []) },
        h('option', { value: '' }, ''), item.options.map((o) => h('option', { value: reference(o) }, o.label)));
    }
    if (item.type === 'IMAGE' || item.type === 'COMPOSITE') {
      return h('output', { class: 'references', 'aria-label': this.label });
    }
    return this.makeTyped();
  }

  makeChoices() {
    const type = this.item.max === 1 ? 'radio' : 'checkbox';
    const choose = () => this.put([...this.input.querySelectorAll('input:checked')].map((input) => input.value));
    return h('fieldset', { class: 'choices', 'aria-label': this.label }, this.item.options.map((option) =>
      h('label', { title: option.meaning }, h('input', {
        type, name: this.path, value: reference(option), onchange: choose,
        onclick: (event) => this.clearOnSecondClick(event), onkeydown: (event) => this.clearByKey(event),
      }), h('span', {}, option.label))));
  }

  // Many choices are folded away behind the ones that were made.
  folded() {
    if (this.input.tagName !== 'FIELDSET' || this.item.options.length <= FOLDED) {
      return this.input;
    }
    this.summary = h('summary', {});
    return h('details', { class: 'many' }, this.summary, this.input);
  }

  // A chosen radio button is cleared by a second click, or by Delete.
  clearOnSecondClick(event) {
    const input = event.target;
    if (input.type === 'radio' && event.detail > 0 && this.form.values.get(this.path)[0] === input.value
        && this.form.values.state(this.path) !== 'PROPOSED') {
      this.put([]);
    } else if (input.type === 'radio') {
      this.put([input.value]);
    }
  }

  clearByKey(event) {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.put([]);
    }
  }

  makeTyped() {
    const { item } = this;
    const put = (event) => (event.target.validity.badInput ? this.misread(event.target)
      : this.put(event.target.value.trim() ? [event.target.value.trim()] : []));
    if (item.type === 'TEXT') {
      return this.makeText(put);
    }
    const type = { NUM: 'number', DATE: 'date', TIME: 'time' }[item.type] ?? 'text';
    const input = h('input', {
      type, 'aria-label': this.label, onchange: put, onkeydown: (event) => event.key === 'Enter' && put(event),
      min: item.range?.minimum?.toString(), max: item.range?.maximum?.toString(), step: item.type === 'NUM' ? 'any' : null,
    });
    const unit = item.range && item.range.unit !== '1' ? item.range.unit : null;
    return unit ? h('span', { class: 'withunit' }, input, h('span', { class: 'unit' }, unit)) : input;
  }

  // A browser calls what it cannot read as a number or a date empty; that must not clear the field.
  misread(control) {
    control.value = this.form.values.get(this.path)[0] ?? '';
    say(t('{0}: what was typed cannot be read, the field stays as it was.', this.label), 'bad');
  }

  // Of a text that may be there several times, each line is one.
  makeText(put) {
    const several = this.item.max !== 1;
    const lines = (event) => this.put(event.target.value.split('\n').map((line) => line.trim()).filter(Boolean));
    const area = h('textarea', {
      rows: '2', 'aria-label': this.label, onchange: several ? lines : put, placeholder: several ? t('One a line') : null,
    });
    const take = (text) => {
      area.value = area.value.trim() ? `${area.value.trim()}${several ? '\n' : ' '}${text}` : text;
      area.dispatchEvent(new Event('change'));
    };
    const suggestions = (this.item.suggestions ?? []).map((text) =>
      h('button', { type: 'button', class: 'suggestion', hidden: this.form.locked, onclick: () => take(text) }, text));
    return suggestions.length ? h('span', { class: 'withsuggestions' }, area, h('span', {}, suggestions)) : area;
  }

  put(values) {
    if (!this.form.locked) {
      this.form.values.set(this.path, values);
      this.form.changed();
    }
  }

  // Shows what the values say now; leaves an input alone while somebody types in it.
  refresh() {
    const { values } = this.form;
    const now = values.get(this.path);
    const state = values.state(this.path);
    const shown = applies(this.item, this.scope, values, this.form.known);
    this.element.hidden = !now.length && (!shown || this.form.locked);
    this.element.dataset.state = state;
    this.element.classList.toggle('obsolete', !shown && now.length > 0);
    if (this.star) {
      this.star.textContent = required(this.item, this.scope, values, this.form.known) ? ' *' : '';
    }
    this.show(now);
    this.explain(state);
  }

  show(now) {
    const { input } = this;
    if (input.tagName === 'FIELDSET') {
      input.disabled = this.form.locked;
      for (const box of input.querySelectorAll('input')) {
        box.checked = now.includes(box.value);
      }
      if (this.summary) {
        this.summary.textContent = now.length ? now.map((value) => this.words(value)).join(', ') : t('Choose …');
      }
    } else if (input.tagName === 'OUTPUT') {
      input.textContent = now.length ? now.map((value) => this.words(value)).join(', ') : '–';
    } else {
      const control = input.matches('input, textarea, select') ? input : input.querySelector('input, textarea');
      control.disabled = this.form.locked;
      if (control !== document.activeElement) {
        control.value = this.item.type === 'TEXT' ? now.join('\n') : now[0] ?? '';
      }
    }
  }

  words(value) {
    if (typeof value === 'object') {
      return t('image …{0}', value.sopInstanceUid.slice(-12));
    }
    return this.item.options?.find((option) => reference(option) === value)?.label ?? value;
  }

  explain(state) {
    const { form, path } = this;
    const problem = form.problems.get(path);
    this.element.classList.toggle('wrong', Boolean(problem));
    const proposal = form.values.proposal(path).map(plain).map((value) => this.words(value)).join(', ');
    const source = form.values.source(path);
    const parts = [];
    if (state === 'PROPOSED' && !this.item.derived) {
      parts.push(h('span', { class: 'chip proposed' }, source ? t('Proposed ({0})', t(source)) : t('Proposed')));
      if (!form.locked) {
        parts.push(
          h('button', { type: 'button', class: 'mini', onclick: () => this.put(form.values.get(path)) }, t('✓ Confirm')),
          h('button', { type: 'button', class: 'mini', onclick: () => this.put([]) }, t('✕ Reject')));
      }
    } else if (state === 'CONFIRMED' && !this.item.derived) {
      parts.push(h('span', { class: 'chip confirmed', title: source ? t(source) : '' }, t('Confirmed')));
    } else if (state === 'CORRECTED' || state === 'REJECTED') {
      parts.push(h('span', { class: `chip ${state.toLowerCase()}` },
        state === 'CORRECTED' ? t('Corrected, proposed was: {0}', proposal) : t('Rejected, proposed was: {0}', proposal)));
    }
    if (problem) {
      parts.push(h('span', { class: 'problem', id: `${path}-problem` }, fieldProblem(problem, this.item)));
    }
    replace(this.note, parts);
    describe(this.input, problem && `${path}-problem`);
  }
}

// Ties what is wrong to the input that it is about, for those who hear the page.
export function describe(input, problem) {
  const control = input.matches('input, select, textarea, fieldset') ? input : input.querySelector('input, select, textarea') ?? input;
  if (problem) {
    control.setAttribute('aria-describedby', problem);
  } else {
    control.removeAttribute('aria-describedby');
  }
  if (control.tagName !== 'FIELDSET') {
    control.setAttribute('aria-invalid', String(Boolean(problem)));
  }
}
