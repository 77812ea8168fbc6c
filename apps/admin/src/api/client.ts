import { ApiError, createClient, pageLanguage } from "@selvedge/client";
import type { Problem } from "@selvedge/contract";
import i18next from "i18next";
import { currentToken, refreshSession } from "../session/session-store.ts";

/** The typed caller of every endpoint, signed in as the person at the screen. */
export const call = createClient({ baseUrl: "", getToken: currentToken, refresh: refreshSession });

/** The server's problem document behind an error, when there is one. */
export const problemOf = (error: unknown): Problem | null => (error instanceof ApiError ? error.problem : null);

/** What to tell a person: the problem's own words with the fields it names, or that the server was not reached. */
export function errorText(error: unknown): string {
  const problem = problemOf(error);
  if (problem) {
    const said = problem.detail ?? problem.title;
    const more = problem.fields?.filter((field) => !said.includes(field.message)) ?? [];
    return [said, more.map((field) => `${field.path}: ${field.message}`).join(" · ")].filter(Boolean).join(" ");
  }
  if (error instanceof TypeError) return i18next.t("The server was not reached. Check the connection and try again.");
  return error instanceof Error ? error.message : String(error);
}

/** Loads a file behind a signed-in address (PDF, CSV). Throws the server's problem. */
export async function fetchFile(path: string): Promise<Blob> {
  const load = () =>
    fetch(path, { headers: { authorization: `Bearer ${currentToken() ?? ""}`, "accept-language": pageLanguage() } });
  let response = await load();
  if (response.status === 401 && (await refreshSession())) response = await load();
  if (!response.ok) throw new ApiError((await response.json()) as Problem);
  return response.blob();
}
