import { jsonSchemaOf } from "../../apps/server/src/platform/http/json-schema.ts";
import type { Endpoint } from "../../packages/contract/src/index.ts";

/** Chooses the value of one field; undefined leaves it to the schema. */
export type Choose = (field: { key: string; path: string; type: string; format?: string }) => unknown;

interface Node {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
  minItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  additionalProperties?: Node | boolean;
  propertyNames?: Node;
}

/** Texts of every shape that the contract asks for; the first that fits a pattern is taken. */
const texts = [
  "Text 1",
  "text-1",
  "a1",
  "INR",
  "IN",
  "en-IN",
  "#1f2a44",
  "Asia/Kolkata",
  "123456",
  "12345678",
  "27AAPFU0939F1ZV",
  "+919876543210",
  "sales.order.read",
  "https://example.com/x",
  "0".repeat(64),
  "2026-01",
  "10:30",
  "1",
  "1.5",
  "A",
];

/**
 * An input that passes the door's schema, made from the schema itself, so that new doors are covered without being named.
 * @param withOptional also fills what may be left out
 */
export function validInput(
  endpoint: Endpoint,
  choose: Choose = () => undefined,
  withOptional = true,
): Record<string, unknown> {
  const schema = jsonSchemaOf(endpoint.input, "input") as Node;
  return (make(schema, "", "", choose, withOptional, 0) ?? {}) as Record<string, unknown>;
}

function make(node: Node, key: string, path: string, choose: Choose, all: boolean, depth: number): unknown {
  const type = Array.isArray(node.type) ? (node.type.find((t) => t !== "null") ?? "null") : (node.type ?? "any");
  if (type !== "object" && type !== "array") {
    const chosen = choose({ key, path, type, ...(node.format ? { format: node.format } : {}) });
    if (chosen !== undefined) return chosen;
  }
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  const one = node.anyOf ?? node.oneOf;
  if (one) return make(one.find((n) => n.type !== "null") ?? one[0]!, key, path, choose, all, depth);
  if (node.allOf) return Object.assign({}, ...node.allOf.map((n) => make(n, key, path, choose, all, depth) as object));
  switch (type) {
    case "object":
      return makeObject(node, path, choose, all, depth);
    case "array": {
      const item = node.items ?? {};
      return Array.from({ length: Math.max(node.minItems ?? 0, 1) }, () =>
        make(item, key, `${path}[]`, choose, all, depth + 1),
      );
    }
    case "integer":
    case "number":
      return Math.min(node.maximum ?? 1, Math.max(node.minimum ?? 1, (node.exclusiveMinimum ?? 0) + 1));
    case "boolean":
      return true;
    case "null":
      return null;
    case "string":
      return makeText(node);
    default:
      return node.default ?? "Text 1";
  }
}

function makeObject(node: Node, path: string, choose: Choose, all: boolean, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(node.properties ?? {})) {
    const required = node.required?.includes(key) ?? false;
    if (!required && (!all || depth > 3)) continue;
    made[key] = make(inner, key, path ? `${path}.${key}` : key, choose, all, depth + 1);
  }
  return made;
}

function makeText(node: Node): string {
  if (node.format === "uuid") return "018f0000-0000-7000-8000-000000000000";
  if (node.format === "email") return "person@example.com";
  if (node.format === "date") return "2026-01-15";
  if (node.format === "date-time") return "2026-01-15T10:00:00Z";
  if (node.format === "uri") return "https://example.com/x";
  const pattern = node.pattern ? new RegExp(node.pattern, "u") : /^/;
  const [least, most] = [node.minLength ?? 0, node.maxLength ?? 1_000];
  const found = texts.find((t) => pattern.test(t) && t.length >= least && t.length <= most);
  return found ?? "correct horse battery staple".slice(0, Math.max(least, Math.min(most, 28)));
}

/** The request of a door with this input: path filled, the rest in the query or the body. */
export function requestOf(
  endpoint: Endpoint,
  input: Record<string, unknown>,
): { method: string; url: string; body?: unknown } {
  const rest = { ...input };
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value).toWellFormed());
  });
  if (endpoint.method !== "GET" && endpoint.method !== "DELETE")
    return { method: endpoint.method, url: path, body: rest };
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([k, v]) => (typeof v === "object" ? [] : [[k, String(v)]])),
  );
  return { method: endpoint.method, url: query.size > 0 ? `${path}?${query}` : path };
}
