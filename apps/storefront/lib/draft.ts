import { cookies } from "next/headers";

/** What a shopper typed and was refused, kept for the one page that shows it again beside what is wrong. */
export interface Draft {
  fields: Record<string, string>;
  /** What is wrong, by field; `""` for the whole. */
  problems: Record<string, string>;
}

const name = "draft";
const empty: Draft = { fields: {}, problems: {} };

export async function readDraft(): Promise<Draft> {
  const text = (await cookies()).get(name)?.value;
  if (!text) return empty;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString()) as Draft;
  } catch {
    return empty;
  }
}

export async function keepDraft(draft: Draft): Promise<void> {
  const fields = Object.fromEntries(Object.entries(draft.fields).map(([k, v]) => [k, v.slice(0, 200)]));
  const text = Buffer.from(JSON.stringify({ ...draft, fields }))
    .toString("base64url")
    .slice(0, 3800);
  (await cookies()).set(name, text, { httpOnly: true, sameSite: "lax", path: "/", maxAge: 1800 });
}

export async function dropDraft(): Promise<void> {
  (await cookies()).delete(name);
}
