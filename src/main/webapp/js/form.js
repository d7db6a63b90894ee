// The form of a report, made from its template: sections, groups, fields, the table of vein segments.
import { h, replace } from './dom.js';
import { t } from './language.js';
import { Values, applies } from './values.js';
import { Field } from './field.js';
import { SegmentTable } from './segments.js';

export class Form {
  // `onchange` is called after every change that has to be saved.
  constructor(report, onchange) {
    this.template = report.form;
    this.values = new Values(report.values);
    this.locked = !report.actions.includes('save');
    this.problems = new Map();
    this.known = { paths: new Set(), byId: new Map() };
    this.fields = new Map();
    this.groups = [];
    this.onchange = onchange;
    this.template.sections.forEach((section) => this.learn(section, section.id));
  }

  // Which fields there are at all, for conditions that ask for each other.
  learn(group, scope) {
    if (group.section === 'SEGMENTS' || group.max !== 1) {
      return;
    }
    for (const node of group.children) {
      const path = `${scope}/${node.id}`;
      if (node.kind === 'group') {
        this.learn(node, path);
      } else {
        this.known.paths.add(path);
        if (!this.known.byId.has(node.id)) {
          this.known.byId.set(node.id, path);
        }
      }
    }
  }

  register(field) {
    this.fields.set(field.path, field);
    this.known.paths.add(field.path);
  }

  render() {
    this.element = h('div', { class: 'form' }, this.template.sections.map((section) => {
      if (section.section !== 'SEGMENTS') {
        return this.renderSection(section);
      }
      this.table = new SegmentTable(this, section);
      return this.table.render();
    }));
    this.refresh();
    return this.element;
  }

  renderSection(section) {
    const body = h('div', { class: 'body' });
    const confirmAll = h('button', {
      type: 'button', class: 'quiet', onclick: (event) => {
        event.preventDefault();
        this.confirmProposals(section.id);
      },
    }, '');
    const card = h('details', { class: 'card', id: section.id, open: this.isNeeded(section) },
      h('summary', { class: 'cardhead' }, h('h2', {}, section.label), confirmAll),
      section.help && h('p', { class: 'help' }, section.help), body);
    this.fillGroup(section, section.id, body);
    this.groups.push({ node: section, path: section.id, element: card, confirmAll });
    return card;
  }

  // A section that asks for something, or holds something, is open from the start.
  isNeeded(section) {
    return section.min > 0 || section.children.some((node) => node.min > 0)
      || [...this.values.paths()].some((path) => path.startsWith(section.id) && this.values.get(path).length);
  }

  // A group's fields; of a group that may occur several times, each occurrence, and a way to add one.
  fillGroup(group, path, body) {
    if (group.max === 1) {
      replace(body, h('div', { class: 'fields' }, this.renderNodes(group.children, path)));
      return;
    }
    const filled = this.values.occurrences(path);
    const numbers = filled.length ? filled : Array.from({ length: group.min }, (_, index) => index + 1);
    const occurrences = h('div', {}, numbers.map((number) => this.renderOccurrence(group, path, number)));
    const add = h('button', {
      type: 'button', class: 'quiet', hidden: this.locked,
      onclick: () => {
        const next = Math.max(0, ...numbers) + 1;
        numbers.push(next);
        const element = this.renderOccurrence(group, path, next);
        occurrences.append(element);
        this.refresh();
        element.querySelector('input, select, textarea')?.focus();
      },
    }, `+ ${group.label}`);
    replace(body, occurrences, add);
  }

  renderOccurrence(group, path, number) {
    const scope = `${path}[${number}]`;
    const remove = h('button', { type: 'button', class: 'mini', hidden: this.locked, onclick: () => this.clear(scope, element) }, t('Remove'));
    const element = h('fieldset', { class: 'occurrence' }, h('legend', {}, `${group.label} ${number}`, ' ', remove),
      h('div', { class: 'fields' }, this.renderNodes(group.children, scope)));
    return element;
  }

  clear(scope, element) {
    for (const path of this.values.paths()) {
      if (path.startsWith(`${scope}/`) && this.values.get(path).length) {
        this.values.set(path, []);
      }
    }
    element.remove();
    this.changed();
  }

  renderNodes(nodes, scope) {
    return nodes.map((node) => {
      if (node.kind === 'item') {
        return new Field(this, node, scope).render();
      }
      const path = `${scope}/${node.id}`;
      const body = h('div', {});
      const element = h('fieldset', { class: 'group', id: path }, h('legend', {}, node.label),
        node.help && h('small', { class: 'help' }, node.help), body);
      this.fillGroup(node, path, body);
      this.groups.push({ node, path, scope, element });
      return element;
    });
  }

  // Confirms every proposal of a section that is still as it was proposed; a deliberate act, named on its button.
  confirmProposals(section) {
    this.open(section).forEach((path) => this.values.set(path, this.values.get(path)));
    this.changed();
  }

  open(section) {
    return [...this.values.paths()].filter((path) => (path.startsWith(`${section}/`) || path.startsWith(`${section}[`))
      && this.values.state(path) === 'PROPOSED');
  }

  changed() {
    this.refresh();
    this.onchange();
  }

  refresh() {
    for (const { node, path, scope, element, confirmAll } of this.groups) {
      const shown = applies(node, scope ?? path, this.values, this.known);
      const filled = [...this.values.paths()].some((one) => one.startsWith(path) && this.values.get(one).length);
      element.hidden = !filled && (!shown || this.locked);
      if (confirmAll) {
        const open = this.open(path).length;
        confirmAll.hidden = !open || this.locked;
        confirmAll.textContent = open === 1 ? t('✓ Confirm the proposal') : t('✓ Confirm {0} proposals', open);
      }
    }
    this.fields.forEach((field) => field.refresh());
    this.table?.refresh();
  }

  showProblems(problems) {
    this.problems = new Map(problems.map((problem) => [problem.field, problem]));
    this.refresh();
  }

  // Brings a field into view and puts the cursor there.
  reveal(path) {
    this.table?.reveal(path);
    const element = document.getElementById(path) ?? document.getElementById(path.split('/')[0]);
    for (let details = element?.closest('details:not([open])'); details; details = details.parentElement?.closest('details:not([open])')) {
      details.open = true;
    }
    element?.scrollIntoView({ block: 'center' });
    element?.querySelector('input:not([disabled]), select, textarea, button')?.focus({ preventScroll: true });
    this.refresh();
  }
}
