/** A piece of SQL with its values; whole statements are pieces too. */
export interface Fragment {
  strings: readonly string[];
  values: readonly unknown[];
}

/** A statement as it is sent: `$1` for values. */
export interface Statement {
  text: string;
  values: unknown[];
}

const fragments = new WeakMap<object, Fragment>();
const identifiers = new WeakMap<object, string>();
const jsonTexts = new WeakMap<object, string>();

/** Marks an object as standing for a piece of SQL wherever it is interpolated. */
export function markFragment(carrier: object, fragment: Fragment): void {
  fragments.set(carrier, fragment);
}

/** A name of a table or column, to be interpolated as such; a dot parts schema, table and column. */
export function toIdentifier(name: string): object {
  const carrier = Object.freeze({ identifier: name });
  const parts = name.split(".").map((part) => `"${part.replaceAll('"', '""')}"`);
  identifiers.set(carrier, parts.join("."));
  return carrier;
}

/** A value that is sent as JSON whatever its type; an array would otherwise become a PostgreSQL array. */
export function toJson(value: unknown): object {
  const carrier = Object.freeze({ json: value });
  jsonTexts.set(carrier, JSON.stringify(value) ?? "null");
  return carrier;
}

// Texts of templates without nested pieces, which are the same whatever their values.
const plainTexts = new WeakMap<readonly string[], string>();

/**
 * Puts a template's pieces together: nested fragments and lists of fragments become part of the text, everything else a
 * numbered value. Throws TypeError on `undefined`, which is always a mistake: null is said as null.
 */
export function compile(fragment: Fragment): Statement {
  if (fragment.values.every(isPlain)) {
    return { text: plainTextOf(fragment.strings), values: fragment.values.map(toParameter) };
  }
  const statement: Statement = { text: "", values: [] };
  append(statement, fragment);
  return statement;
}

function plainTextOf(strings: readonly string[]): string {
  const known = plainTexts.get(strings);
  if (known !== undefined) return known;
  const text = strings.reduce((sofar, piece, index) => `${sofar}$${index}${piece}`);
  plainTexts.set(strings, text);
  return text;
}

/** Whether a value is only a value, whatever it is: nothing of it becomes text. */
function isPlain(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.length === 0 || !value.every(isFragment);
  return !fragments.has(value) && !identifiers.has(value);
}

function append(statement: Statement, { strings, values }: Fragment): void {
  statement.text += strings[0] ?? "";
  for (const [index, value] of values.entries()) {
    appendValue(statement, value);
    statement.text += strings[index + 1] ?? "";
  }
}

function appendValue(statement: Statement, value: unknown): void {
  if (value === undefined) throw new TypeError(`A value is undefined after: ${statement.text.slice(-80)}`);
  const pieces = Array.isArray(value) && value.length > 0 && value.every(isFragment) ? value : [value];
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) statement.text += " ";
    appendPiece(statement, piece);
  }
}

function appendPiece(statement: Statement, value: unknown): void {
  const carrier = typeof value === "object" && value !== null ? value : null;
  const nested = carrier && fragments.get(carrier);
  const name = carrier && identifiers.get(carrier);
  if (nested) append(statement, nested);
  else if (name) statement.text += name;
  else {
    statement.values.push(toParameter(value));
    statement.text += `$${statement.values.length}`;
  }
}

function isFragment(value: unknown): boolean {
  return typeof value === "object" && value !== null && fragments.has(value);
}

/** A value in the form the driver sends: instants in UTC, JSON as text, the rest by the driver's own rules. */
export function toParameter(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toParameter(item));
  return jsonTexts.get(value) ?? value;
}
