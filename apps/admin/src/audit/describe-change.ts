import { builtInRoles, type ErrorCode, errorCodes, type Permission, permissionWords } from "@selvedge/contract";

/** One line of a readable difference. */
export interface ChangeLine {
  /** Path of keys, as a key for lists. */
  path: string;
  /** Words of the keys, outermost first: ["Lines 1", "Unit price"]. */
  label: string[];
  before: ShownValue | null;
  after: ShownValue | null;
}

/** A value and how it is to be read. */
export type ShownValue =
  | { kind: "money"; amountMinor: number; currency: string | null }
  | { kind: "instant" | "date" | "record" | "state" | "text"; text: string }
  | { kind: "records"; ids: readonly string[] }
  | { kind: "number"; value: number }
  | { kind: "yes_no"; yes: boolean }
  | { kind: "sentences"; sentences: readonly string[] }
  | { kind: "none" };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const businessDate = /^\d{4}-\d\d-\d\d$/;
/** Kept for programs: what they count is no news to a person. What a role inherits is said by what it builds on. */
const technical = new Set(["version", "uid", "cursor", "inherited"]);

/**
 * What changed between two states of a record, as lines that a person reads: labels for keys, each value with its kind.
 * With only one of the two (something was made, or is gone) every value of it is a line.
 */
export function describeChange(before: unknown, after: unknown): ChangeLine[] {
  const was = flatten(before);
  const is = flatten(after);
  // An edit may tell only what it changed: what `after` leaves out is then as it was.
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths.flatMap((path) => {
    const [old, now] = [was.get(path) ?? null, is.get(path) ?? null];
    if (old && now && JSON.stringify(old.value) === JSON.stringify(now.value)) return [];
    const { label } = (now ?? old)!;
    return [{ path, label, before: old?.value ?? null, after: now?.value ?? null }];
  });
}

interface Leaf {
  label: string[];
  value: ShownValue;
}

function flatten(root: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, key: string, path: string, label: string[], currency: string | null) => {
    if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
      value.forEach((item, i) => {
        const own = label.length > 0 ? [...label.slice(0, -1), `${label.at(-1)} ${i + 1}`] : [String(i + 1)];
        walk(item, key, `${path}.${i}`, own, currency);
      });
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const record = value as Record<string, unknown>;
      const own = typeof record["currency"] === "string" ? record["currency"] : currency;
      for (const [inner, held] of Object.entries(record)) {
        if (technical.has(inner)) continue;
        walk(held, inner, path ? `${path}.${inner}` : inner, [...label, labelOf(inner)], own);
      }
    } else {
      leaves.set(path || key, { label, value: shownValue(key, value, currency) });
    }
  };
  if (root !== null && root !== undefined) walk(root, "value", "", [], null);
  return leaves;
}

function shownValue(key: string, value: unknown, currency: string | null): ShownValue {
  if (value === null || value === undefined || value === "") return { kind: "none" };
  if (typeof value === "boolean") return { kind: "yes_no", yes: value };
  if (typeof value === "number") {
    return /Minor$/.test(key) ? { kind: "money", amountMinor: value, currency } : { kind: "number", value };
  }
  const sentences = [value].flat().map((one) => knownWords(key, String(one)));
  if (sentences.every((one) => one !== null) && sentences.length > 0) return { kind: "sentences", sentences };
  if (Array.isArray(value) && value.length > 0 && value.every((one) => uuid.test(String(one))))
    return { kind: "records", ids: value.map(String) };
  if (Array.isArray(value)) return { kind: "text", text: value.map(String).join(", ") || "–" };
  const text = String(value);
  if (uuid.test(text)) return { kind: "record", text };
  if (instant.test(text)) return { kind: "instant", text };
  if (businessDate.test(text)) return { kind: "date", text };
  if (/^(status|kind|method|reason|partialShip|costMethod|priceMode|type|checkedBy)$/.test(key))
    return { kind: "state", text };
  return { kind: "text", text };
}

/** What a name of ours means to a person: a permission, a refusal, a role that comes with Selvedge. */
function knownWords(key: string, text: string): string | null {
  if (key === "code") return errorCodes[text as ErrorCode]?.title ?? null;
  if (/^(roles?|parents|joinRole|rolesWithSecondFactor)$/.test(key)) return builtInRoles[text]?.name ?? null;
  return permissionWords[text as Permission] ?? null;
}

/** "unitPriceMinor" is "Unit price", "customerId" is "Customer", "onHandQty" is "On hand". */
export function labelOf(key: string): string {
  const words = key
    .replace(/(Minor|Ids?|Qty)$/, "")
    .replace(/_/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .trim();
  const text = words || key;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
