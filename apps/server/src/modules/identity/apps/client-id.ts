import { randomLetters, tenantLetters, tenantOfLetters } from "../secret-text.ts";

/** A new app's public name: it tells whose app it is before anything is looked up. */
export function newClientId(tenantId: string): string {
  return `app_${tenantLetters(tenantId)}${randomLetters(12)}`;
}

/** Whose app a client id says it is; null when it is not of the form. */
export function tenantOfClientId(clientId: string | undefined): string | null {
  const [, letters] = /^app_([0-9A-Za-z]{22})[0-9A-Za-z]{12}$/.exec(clientId ?? "") ?? [];
  return letters ? tenantOfLetters(letters) : null;
}
