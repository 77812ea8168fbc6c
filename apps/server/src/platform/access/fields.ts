import { type Permission, shownWithInEvents } from "@selvedge/contract";
import { type Actor, may } from "../context.ts";

/** The value with what lies at a path (`*`: each) made null; what it came from stays as it is. */
export function hideAt<T>(value: T, path: readonly string[]): T {
  return hide(value, path, 0) as T;
}

function hide(value: unknown, path: readonly string[], at: number): unknown {
  if (at === path.length) return null;
  if (value === null || typeof value !== "object") return value;
  const step = path[at]!;
  if (Array.isArray(value)) return step === "*" ? value.map((v) => hide(v, path, at + 1)) : value;
  if (step === "*") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hide(v, path, at + 1)]));
  }
  return step in value ? { ...value, [step]: hide((value as Record<string, unknown>)[step], path, at + 1) } : value;
}

/** Whether a caller gave anything at a path; null counts, for it changes something too. */
export function isGivenAt(value: unknown, path: readonly string[], at = 0): boolean {
  if (at === path.length) return value !== undefined;
  if (value === null || typeof value !== "object") return false;
  const step = path[at]!;
  if (step === "*") return Object.values(value).some((v) => isGivenAt(v, path, at + 1));
  return Object.hasOwn(value, step) && isGivenAt((value as Record<string, unknown>)[step], path, at + 1);
}

/** An event's payload as this actor may see it: fields that a permission shows are null without it. */
export function payloadFor(actor: Actor, payload: unknown): unknown {
  const hidden = hiddenNames(actor);
  return hidden.size === 0 ? payload : withoutNames(payload, hidden);
}

function hiddenNames(actor: Actor): ReadonlySet<string> {
  const lacking = new Map<Permission, boolean>();
  const names = new Set<string>();
  for (const [name, permission] of shownWithInEvents) {
    const lacks = lacking.get(permission) ?? !may(actor, permission);
    lacking.set(permission, lacks);
    if (lacks) names.add(name);
  }
  return names;
}

function withoutNames(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((v) => withoutNames(v, hidden));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hidden.has(k) ? null : withoutNames(v, hidden)]));
}
