// What was seen in a segment, answered by one choice: it sets both whether the segment was assessed and whether it is narrow.
import { h, replace } from './dom.js';
import { t } from './language.js';
import { fieldProblem } from './problems.js';
import { describe } from './field.js';
import { plain, reference } from './values.js';

// Short names for the common answers; the template's labels would not fit a row.
const NAMES = { absent: t('No stenosis'), present: t('Stenosis'), indeterminate: t('Indeterminate') };

export const means = (item, meaning) => {
  const option = item?.options?.find((one) => one.means?.includes(meaning));
  return option && reference(option);
};

export class VerdictField {
  constructor(form, assessment, stenosis, scope, label) {
    this.form = form;
    this.assessment = { item: assessment, path: `${scope}/${assessment.id}` };
    this.stenosis = { item: stenosis, path: `${scope}/${stenosis.id}` };
    this.path = this.assessment.path;
    this.label = label;
    this.item = assessment;
    form.register(this);
    form.fields.set(this.stenosis.path, this);
    form.known.paths.add(this.stenosis.path);
  }

  // What can be chosen: each answer on narrowing, then each reason for having none.
  choices() {
    const assessed = means(this.assessment.item, 'assessed');
    const narrow = this.stenosis.item.options.map((option) => ({
      label: NAMES[option.means?.find((one) => NAMES[one])] ?? option.label, assessment: assessed, stenosis: reference(option),
      meaning: option.means?.find((one) => NAMES[one]) ?? '',
    }));
    const order = ['absent', 'present', 'indeterminate'];
    narrow.sort((one, other) => order.indexOf(one.meaning) - order.indexOf(other.meaning));
    const others = this.assessment.item.options.filter((option) => reference(option) !== assessed)
      .map((option) => ({ label: option.label, assessment: reference(option), stenosis: null, meaning: 'not-assessed' }));
    return [...narrow, ...others];
  }

  renderCell() {
    this.note = h('div', { class: 'note' });
    this.input = h('fieldset', { class: 'choices', 'aria-label': this.label }, this.choices().map((choice, index) =>
      h('label', {}, h('input', {
        type: 'radio', name: this.path, value: String(index),
        onchange: () => this.put(choice), onclick: (event) => this.again(event, choice),
      }), h('span', { class: choice.meaning }, choice.label))));
    this.element = h('div', { class: 'cellfield', id: this.path }, this.input, this.note);
    this.refresh();
    return this.element;
  }

  // A second click on the answer takes it back; on a proposal it confirms.
  again(event, choice) {
    if (event.detail === 0 || this.chosen() !== choice.label) {
      return;
    }
    if (this.form.values.state(this.assessment.path) === 'PROPOSED') {
      this.put(choice);
    } else {
      this.set([], []);
    }
  }

  chosen() {
    const [assessment] = this.form.values.get(this.assessment.path);
    const [stenosis] = this.form.values.get(this.stenosis.path);
    return this.choices().find((one) => one.assessment === assessment && (one.stenosis ?? undefined) === stenosis)?.label;
  }

  put(choice) {
    this.set([choice.assessment], choice.stenosis ? [choice.stenosis] : []);
  }

  set(assessment, stenosis) {
    if (this.form.locked) {
      return;
    }
    this.form.values.set(this.assessment.path, assessment);
    if (stenosis.length || this.form.values.get(this.stenosis.path).length) {
      this.form.values.set(this.stenosis.path, stenosis);
    }
    this.form.changed();
  }

  // Answers by meaning: present, absent, indeterminate, not-assessed.
  answer(meaning) {
    const choice = this.choices().find((one) => one.meaning === meaning);
    if (choice) {
      this.put(choice);
    }
  }

  refresh() {
    const chosen = this.chosen();
    const state = this.form.values.state(this.assessment.path);
    this.element.dataset.state = state;
    this.input.disabled = this.form.locked;
    this.choices().forEach((choice, index) => {
      this.input.querySelectorAll('input')[index].checked = choice.label === chosen;
    });
    const problem = this.form.problems.get(this.assessment.path) ?? this.form.problems.get(this.stenosis.path);
    this.element.classList.toggle('wrong', Boolean(problem));
    replace(this.note, this.provenance(state), problem && h('span', { class: 'problem', id: `${this.path}-problem` }, fieldProblem(problem, this.assessment.item)));
    describe(this.input, problem && `${this.path}-problem`);
  }

  provenance(state) {
    if (state === 'PROPOSED') {
      const source = this.form.values.source(this.assessment.path);
      return h('span', { class: 'chip proposed', title: source ? t(source) : '' }, t('Proposed'));
    }
    if (state === 'CORRECTED' || state === 'REJECTED') {
      const before = this.form.values.proposal(this.assessment.path).map(plain)
        .map((value) => this.assessment.item.options.find((option) => reference(option) === value)?.label ?? value).join(', ');
      return h('span', { class: 'chip corrected' }, t('proposed was: {0}', before));
    }
    return null;
  }
}
