// The table of vein segments: one row a segment with what matters most, the rest of its fields below it on demand.
import { h, replace, ask, say } from './dom.js';
import { t } from './language.js';
import { Field } from './field.js';
import { VerdictField, means } from './verdict.js';
import { reference } from './values.js';

const COLUMNS = ['distensibility', 'stenosis-percent'];
const KEYS = [['s', t('stenosis')], ['n', t('no stenosis')], ['i', t('indeterminate')], ['x', t('not assessed')],
  ['↑ ↓', t('other rows')], ['Enter', t('all fields of the segment')]];

export class SegmentTable {
  constructor(form, section) {
    this.form = form;
    this.section = section;
    this.items = section.children.filter((node) => node.kind === 'item');
    this.assessment = this.column('assessment');
    this.stenosis = this.column('stenosis');
    const single = this.assessment && this.stenosis ? [] : [this.assessment, this.stenosis];
    this.asked = this.items.filter((item) => item.type === 'CODE' && item.min > 0 && item.max === 1
      && item !== this.assessment && item !== this.stenosis);
    this.columns = [...single, ...this.asked, ...COLUMNS.map((role) => this.column(role))].filter(Boolean);
    this.combined = single.length === 0;
    this.rows = new Map();
    this.opened = new Set();
    for (const row of section.rows) {
      this.registerPaths(row, section.children, `${section.id}/${row.segment}`);
    }
  }

  registerPaths(row, nodes, scope) {
    for (const node of nodes) {
      if (node.kind === 'item') {
        if (isAsked(node, row)) {
          this.form.known.paths.add(`${scope}/${node.id}`);
        }
      } else if (node.max === 1) {
        this.registerPaths(row, node.children, `${scope}/${node.id}`);
      }
    }
  }

  render() {
    this.body = h('div', { class: 'segments' });
    this.counter = h('span', { class: 'counter', role: 'status' });
    this.element = h('section', { class: 'card wide', id: this.section.id },
      h('header', { class: 'cardhead' }, h('h2', {}, this.section.label), this.counter, this.tools()),
      this.section.help && h('p', { class: 'help' }, this.section.help),
      this.body,
      h('p', { class: 'help keys' }, t('Keys in a row:'), [...KEYS, ...this.asked.slice(0, 1).map((item) => ['1 2 3', item.label])].map(([key, meaning]) => [' ', h('kbd', {}, key), ` ${meaning}`])));
    this.renderRows();
    return this.element;
  }

  tools() {
    if (!this.combined) {
      return null;
    }
    this.remaining = h('button', { type: 'button', class: 'primary', accesskey: 'n', onclick: () => this.noStenosisElsewhere() },
      t('No stenosis in all remaining segments'));
    return h('div', { class: 'buttons' }, this.remaining);
  }

  column(role) {
    return this.items.find((item) => item.role === role);
  }

  // The rows that are expected, filled or asked for; the others can be added by hand.
  shown(row) {
    return row.expected || this.opened.has(row.segment) || this.hasValues(row);
  }

  hasValues(row) {
    const prefix = `${this.section.id}/${row.segment}/`;
    return [...this.form.values.paths()].some((path) => path.startsWith(prefix) && this.form.values.get(path).length);
  }

  renderRows() {
    this.rows.clear();
    const shown = this.section.rows.filter((one) => this.shown(one));
    const useless = shown.filter((row) => !row.assessable && !this.opened.has(row.segment));
    replace(this.body, this.renderTable(shown.filter((row) => !useless.includes(row))),
      useless.length > 0 && h('details', { class: 'useless' },
        h('summary', {}, t('Segments that this examination cannot assess: {0}', useless.length)), this.renderTable(useless)),
      this.adder());
    this.refresh();
  }

  get width() {
    return String(this.columns.length + (this.combined ? 3 : 2));
  }

  renderTable(rows) {
    const heads = [this.combined && this.assessment.label, ...this.columns.map((item) => item.label)].filter(Boolean);
    const groups = [];
    let vein;
    for (const row of rows) {
      if (row.vein !== vein) {
        vein = row.vein;
        groups.push(h('tbody', {}, h('tr', { class: 'vein' }, h('th', { colspan: this.width, scope: 'rowgroup' }, row.veinLabel))));
      }
      groups.at(-1).append(...this.renderRow(row));
    }
    return h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('Segment')),
      heads.map((head) => h('th', { scope: 'col' }, head)), h('th', { scope: 'col' }, t('More')))), groups);
  }

  renderRow(row) {
    const scope = `${this.section.id}/${row.segment}`;
    const verdict = this.combined && new VerdictField(this.form, this.assessment, this.stenosis, scope, row.label);
    const cells = this.columns.map((item) => h('td', {},
      isAsked(item, row) && new Field(this.form, item, scope, `${row.label}: ${item.label}`).renderCell()));
    const more = h('button', { type: 'button', class: 'mini', 'aria-expanded': 'false', 'aria-label': t('All fields of {0}', row.label), onclick: () => this.toggle(row) }, '▸');
    const told = h('span', { class: 'told' });
    const line = h('tr', { class: 'segment', tabindex: '-1', id: scope, data: { segment: row.segment }, onkeydown: (e) => this.key(e, row), onfocusin: () => this.rove(row) },
      h('th', { scope: 'row' }, row.label,
        row.oftenPhysiological && h('span', { class: 'hint', title: t('Narrowing is often physiological here') }, ' ◦'),
        this.toConfirm(row.segment).map((words) => h('small', { class: 'chip flag' }, words))),
      verdict && h('td', {}, verdict.renderCell()), cells, h('td', { class: 'more' }, more, told));
    const details = h('tr', { class: 'details', hidden: true }, h('td', { colspan: this.width }));
    this.rows.set(row.segment, { row, line, details, more, told, verdict });
    return [line, details];
  }

  // What other examinations said of the segment and this one is asked to confirm, one text for each.
  toConfirm(segment) {
    const section = this.form.template.sections.find((one) => one.role === 'CONFIRMATION');
    const item = (role) => section.children.find((node) => node.role === role);
    const words = (number, role) => {
      const asked = item(role);
      const [value] = asked ? this.form.values.get(`${section.id}[${number}]/${asked.id}`) : [];
      return asked?.options?.find((option) => reference(option) === value)?.label ?? value;
    };
    return (section ? this.form.values.occurrences(section.id) : [])
      .filter((number) => words(number, 'segment-reference') === segment)
      .map((number) => {
        const percent = words(number, 'prior-percent');
        return [`${t('to confirm')}:`, words(number, 'prior-examination'), words(number, 'prior-finding'), percent && `${percent} %`]
          .filter(Boolean).join(' ');
      });
  }

  toggle(row, open) {
    const { details, more } = this.rows.get(row.segment);
    details.hidden = open === undefined ? !details.hidden : !open;
    more.textContent = details.hidden ? '▸' : '▾';
    more.setAttribute('aria-expanded', String(!details.hidden));
    if (!details.hidden && !details.firstChild.firstChild) {
      const scope = `${this.section.id}/${row.segment}`;
      const rest = this.section.children.filter((node) => !this.inRow(node) && isAsked(node, row));
      replace(details.firstChild, h('div', { class: 'fields' }, this.form.renderNodes(rest, scope)));
    }
  }

  inRow(node) {
    return this.columns.includes(node) || (this.combined && (node === this.assessment || node === this.stenosis));
  }

  // Opens the row that a path lies in, so that a problem can be seen.
  reveal(path) {
    const [section, segment] = path.split('/');
    const entry = section === this.section.id ? this.section.rows.find((row) => row.segment === segment) : null;
    if (!entry) {
      return;
    }
    if (!this.rows.has(segment)) {
      this.opened.add(segment);
      this.renderRows();
    }
    this.rows.get(segment).line.closest('details')?.setAttribute('open', '');
    if (!this.section.children.some((node) => this.inRow(node) && path.endsWith(`/${node.id}`))) {
      this.toggle(entry, true);
    }
  }

  key(event, row) {
    if (event.target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select') || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const answers = { s: 'present', n: 'absent', i: 'indeterminate', x: 'not-assessed' };
    if (answers[event.key]) {
      this.answer(row, answers[event.key]);
    } else if (/^[1-9]$/.test(event.key) && this.asked[0]?.options[event.key - 1]) {
      this.choose(row, this.asked[0], this.asked[0].options[event.key - 1]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.move(row, event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && !event.target.matches('button')) {
      this.toggle(row);
    } else {
      return;
    }
    event.preventDefault();
  }

  // The row that somebody works in is the one that the Tab key comes back to.
  rove(row) {
    this.rows.forEach(({ line }, segment) => {
      line.tabIndex = segment === row.segment ? 0 : -1;
    });
  }

  move(row, step) {
    const lines = [...this.rows.values()].map((entry) => entry.line);
    const next = lines[lines.indexOf(this.rows.get(row.segment).line) + step];
    next?.focus();
  }

  answer(row, meaning) {
    this.rows.get(row.segment).verdict?.answer(meaning);
  }

  choose(row, item, option) {
    if (!this.form.locked && isAsked(item, row)) {
      this.form.values.set(`${this.section.id}/${row.segment}/${item.id}`, [reference(option)]);
      this.form.changed();
    }
  }

  // What else is asked of every segment and has an answer for a healthy one, each with that answer.
  get normal() {
    return this.asked.map((item) => [item, item.options.find((option) => option.means?.some((one) => /[-:]normal$/.test(one)))])
      .filter(([, option]) => option);
  }

  // The segments that nobody has answered yet.
  open() {
    return this.section.rows.filter((row) => this.shown(row) && row.assessable
      && !this.hasReading(`${this.section.id}/${row.segment}`));
  }

  // Whether a person entered anything for the segment: then it is not "remaining".
  hasReading(scope) {
    return [...this.form.values.paths()].some((path) => path.startsWith(`${scope}/`)
      && this.form.values.get(path).length && !['PROPOSED', 'EMPTY'].includes(this.form.values.state(path)));
  }

  async noStenosisElsewhere() {
    const open = this.open();
    if (!open.length || this.form.locked) {
      return;
    }
    const answer = await ask({
      title: t('No stenosis in {0} segments?', open.length),
      ok: t('I have looked at all of them: no stenosis'),
      body: h('div', {},
        h('p', {}, t('These segments have no answer yet. They will be recorded as assessed, without stenosis, as your reading:'),
          this.normal.map(([item, option]) => [' ', h('strong', {}, `${item.label}: ${option.label}. `)])),
        h('ul', { class: 'columns' }, open.map((row) => h('li', {}, row.label)))),
    });
    if (answer) {
      for (const row of open) {
        this.answer(row, 'absent');
        this.normal.forEach(([item, option]) => this.choose(row, item, option));
      }
      say(t('Recorded as assessed, no stenosis: {0} segments', open.length), 'good');
    }
  }

  adder() {
    const missing = this.section.rows.filter((row) => !this.shown(row));
    if (!missing.length || this.form.locked) {
      return null;
    }
    const select = h('select', { 'aria-label': t('Add a segment …'), onkeydown: (event) => event.key === 'Enter' && add(event) },
      h('option', { value: '' }, t('Add a segment …')),
      missing.map((row) => h('option', { value: row.segment }, `${row.veinLabel}: ${row.label}`)));
    // On a button and not on the choice itself, which every arrow key makes anew.
    const add = (event) => {
      if (select.value) {
        event.preventDefault();
        this.opened.add(select.value);
        this.renderRows();
        this.rows.get(select.value)?.line.focus();
      }
    };
    return h('div', { class: 'adder' }, select, ' ', h('button', { type: 'button', class: 'quiet', onclick: add }, t('Add')));
  }

  refresh() {
    const open = this.open().length;
    if (this.remaining) {
      this.remaining.disabled = !open;
      this.remaining.hidden = this.form.locked;
    }
    this.counter.textContent = this.combined && open ? t('{0} without an answer', open) : '';
    for (const { row, line, told } of this.rows.values()) {
      const scope = `${this.section.id}/${row.segment}`;
      line.dataset.verdict = this.meaning(scope);
      line.classList.toggle('wrong', [...this.form.problems.keys()].some((path) => path.startsWith(`${scope}/`)));
      const more = this.others(scope);
      told.textContent = more ? ` ${t('{0} more', more)}` : '';
    }
    const first = this.rows.values().next().value;
    if (first && ![...this.rows.values()].some(({ line }) => line.tabIndex === 0)) {
      first.line.tabIndex = 0;
    }
  }

  meaning(scope) {
    const narrow = this.stenosis && this.form.values.get(`${scope}/${this.stenosis.id}`)[0];
    const looked = this.assessment && this.form.values.get(`${scope}/${this.assessment.id}`)[0];
    const option = this.stenosis?.options?.find((one) => reference(one) === narrow);
    return option?.means?.find((one) => ['present', 'absent', 'indeterminate'].includes(one))
      ?? (looked && looked !== means(this.assessment, 'assessed') ? 'not-assessed' : '');
  }

  // How many fields of a segment are filled that its row does not show.
  others(scope) {
    const inRow = this.section.children.filter((node) => this.inRow(node)).map((node) => `${scope}/${node.id}`);
    return [...this.form.values.paths()].filter((path) => path.startsWith(`${scope}/`) && !inRow.includes(path)
      && this.form.values.get(path).length).length;
  }
}

function isAsked(node, row) {
  return !node.veins || node.veins.includes(row.vein);
}
