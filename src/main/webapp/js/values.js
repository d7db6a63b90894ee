// The values of a form on the client: what the server knows, what was changed since, and what each field's life is.

export const reference = (code) => (code.scheme ? `${code.scheme}:${code.code}` : code.code);

// A value as the plain text that the API takes back; references to instances stay objects.
export function plain(value) {
  if (value === null || typeof value !== 'object') {
    return String(value ?? '');
  }
  if ('code' in value) {
    return reference(value);
  }
  return value.date ?? value.time ?? value.dateTime ?? value.name ?? value.uid ?? value;
}

const same = (one, other) => JSON.stringify(one.map(plain)) === JSON.stringify(other.map(plain));

export class Values {
  constructor(server) {
    this.server = server;
    this.changes = new Map();
  }

  // What stands in the field now, as plain values.
  get(path) {
    return this.changes.get(path) ?? (this.server[path]?.values ?? []).map(plain);
  }

  set(path, values) {
    this.changes.set(path, values);
  }

  // PROPOSED, CONFIRMED, CORRECTED, REJECTED, ENTERED, or EMPTY.
  state(path) {
    const field = this.server[path];
    if (!this.changes.has(path)) {
      return field?.state ?? 'EMPTY';
    }
    const values = this.changes.get(path);
    if (!field?.proposal) {
      return values.length ? 'ENTERED' : 'EMPTY';
    }
    if (!values.length) {
      return 'REJECTED';
    }
    return same(values, field.proposal) ? 'CONFIRMED' : 'CORRECTED';
  }

  proposal(path) {
    return this.server[path]?.proposal ?? [];
  }

  source(path) {
    return this.server[path]?.source;
  }

  paths() {
    return new Set([...Object.keys(this.server), ...this.changes.keys()]);
  }

  // The occurrences of a repeated group that hold something.
  occurrences(group) {
    const numbers = new Set();
    for (const path of this.paths()) {
      if (path.startsWith(`${group}[`) && this.get(path).length) {
        numbers.add(Number.parseInt(path.slice(group.length + 1), 10));
      }
    }
    return [...numbers].sort((a, b) => a - b);
  }

  // Takes over what the server answered; changes made since they were sent stay.
  saved(server, sent) {
    this.server = server;
    for (const [path, values] of Object.entries(sent)) {
      if (same(this.changes.get(path) ?? [], values)) {
        this.changes.delete(path);
      }
    }
  }

  // Fields that both somebody else and this person changed, to something else.
  conflicts(theirs) {
    return [...this.changes.keys()].filter((path) => {
      const base = this.server[path]?.values ?? [];
      const other = theirs[path]?.values ?? [];
      return !same(base, other) && !same(other, this.changes.get(path));
    });
  }
}

// Whether a field or a group applies to the other answers; `scope` is the path of the group it stands in.
export function applies(node, scope, values, known) {
  return !node.appliesWhen || node.appliesWhen.some((condition) => holds(condition, scope, values, known));
}

export function required(item, scope, values, known) {
  return item.min > 0 || (item.requiredWhen ?? []).some((condition) => holds(condition, scope, values, known));
}

function holds(condition, scope, values, known) {
  const path = find(condition.item, scope, known);
  const present = path ? values.get(path) : [];
  if (condition.filled && present.length) {
    return true;
  }
  if (condition.is?.some((code) => present.includes(code))) {
    return true;
  }
  return condition.atLeast !== undefined && present.some((value) => Number(value) >= condition.atLeast);
}

// The field with this id: in the same group, further out, or once in the whole form.
function find(id, scope, known) {
  for (let at = scope; at; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    if (known.paths.has(`${at}/${id}`)) {
      return `${at}/${id}`;
    }
  }
  return known.byId.get(id);
}
