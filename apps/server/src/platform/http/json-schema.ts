import { z } from "zod";

type Schema = Record<string, unknown>;

/** JSON Schema (draft 7) of a zod schema, in the shape that compiles to a fast serializer and reads well in the docs. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Schema {
  const made = z.toJSONSchema(schema, { target: "draft-7", io, unrepresentable: "any" }) as Schema;
  delete made["$schema"];
  return simplify(made) as Schema;
}

/** `anyOf [T, null]` becomes `nullable`/`[type, "null"]`: a serializer need not try both at run time. */
function simplify(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(simplify);
  if (node === null || typeof node !== "object") return node;
  const out: Schema = {};
  for (const [key, value] of Object.entries(node)) out[key] = simplify(value);
  const any = out["anyOf"];
  if (Array.isArray(any) && any.length === 2) {
    const [a, b] = any as [Schema, Schema];
    const isNull = (s: Schema) => s["type"] === "null" && Object.keys(s).length === 1;
    const main = isNull(b) ? a : isNull(a) ? b : null;
    if (main && typeof main["type"] === "string") {
      delete out["anyOf"];
      Object.assign(out, main, { type: [main["type"], "null"] });
      if (Array.isArray(out["enum"])) out["enum"] = [...(out["enum"] as unknown[]), null];
    }
  }
  return out;
}
