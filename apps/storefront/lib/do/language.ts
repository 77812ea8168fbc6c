import { cookies } from "next/headers";
import { languageCookie } from "../visitor.ts";
import { type Given, leadTo, ownPath } from "./deed.ts";

const yearSeconds = 365 * 86_400;

/** The visitor's own language, kept for a year; back to the page that it was chosen on. */
export async function chooseLanguage({ fields, from }: Given): Promise<Response> {
  const language = fields["language"] === "hi" ? "hi" : "en";
  (await cookies()).set(languageCookie, language, { sameSite: "lax", path: "/", maxAge: yearSeconds });
  return leadTo(ownPath(from));
}
