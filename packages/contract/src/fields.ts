import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import type { Permission } from "./permissions.ts";

/** A part of an answer that only holders of a permission see; for others it is null. */
export function shownWith<T extends z.ZodType>(permission: Permission, schema: T) {
  return schema.nullable().meta({ [READ]: permission });
}

/** A part of a request that only holders of a permission may give; others leave it out. */
export function givenWith<T extends z.ZodType>(permission: Permission, schema: T): T {
  return schema.meta({ [GIVE]: permission });
}

const READ = "x-shown-with";
const GIVE = "x-given-with";

/** Where a ruled field is: keys on the way down, `*` for each item of a list or each value of a record. */
export interface FieldRule {
  path: readonly string[];
  permission: Permission;
}

interface Node {
  [READ]?: Permission;
  [GIVE]?: Permission;
  properties?: Record<string, Node>;
  items?: Node | Node[];
  prefixItems?: Node[];
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
}

/** The fields of an endpoint's answer that a permission shows. */
export function shownRules(endpoint: Partial<Pick<Endpoint, "output">>): readonly FieldRule[] {
  return endpoint.output ? rulesOf(endpoint.output, READ) : [];
}

/** The fields of an endpoint's input that take a permission. */
export function givenRules(endpoint: Partial<Pick<Endpoint, "input">>): readonly FieldRule[] {
  return endpoint.input ? rulesOf(endpoint.input, GIVE) : [];
}

const known = new WeakMap<z.ZodType, Map<string, readonly FieldRule[]>>();

function rulesOf(schema: z.ZodType, mark: typeof READ | typeof GIVE): readonly FieldRule[] {
  const byMark = known.get(schema) ?? new Map<string, readonly FieldRule[]>();
  known.set(schema, byMark);
  const found = byMark.get(mark);
  if (found) return found;
  const rules: FieldRule[] = [];
  const tree = z.toJSONSchema(schema, { unrepresentable: "any", io: "input", reused: "inline", cycles: "throw" });
  walk(tree as Node, []);
  byMark.set(mark, rules);
  return rules;

  function walk(node: Node, path: readonly string[]): void {
    if (node[mark]) rules.push({ path, permission: node[mark] });
    for (const [key, child] of Object.entries(node.properties ?? {})) walk(child, [...path, key]);
    for (const item of [node.items, node.prefixItems].flat()) if (item) walk(item, [...path, "*"]);
    if (typeof node.additionalProperties === "object") walk(node.additionalProperties, [...path, "*"]);
    for (const part of [node.anyOf, node.oneOf, node.allOf].flat()) if (part) walk(part, path);
  }
}

/**
 * What hides in the payload of events (audit, feed, exports): they carry the same names as the answers, without a schema.
 * Each name is hidden from who lacks its permission, wherever it stands.
 */
export const shownWithInEvents: ReadonlyMap<string, Permission> = new Map<string, Permission>(
  [
    "costMinor",
    "unitCostMinor",
    "averageCostMinor",
    "landedCostMinor",
    "costs",
    "marginMinor",
    "marginPercent",
    "valueMinor",
  ].map((name) => [name, "catalog.cost.read"]),
);
