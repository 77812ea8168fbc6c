import type { Translate } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";

/** "sales.order_placed" is "Order placed". */
export const eventWords = (type: string): string => type.split(".").at(-1) ?? type;

/** Who it was: a person by name, the program itself, a key, a till. */
export function actorWords(t: Translate, event: { actorName: string | null; actorType: string }): string {
  if (event.actorName) return event.actorName;
  return event.actorType === "system" ? t("Selvedge itself") : statusWords(t, event.actorType);
}

/** What a kind of record is called on a screen. */
const recordNames: Readonly<Record<string, string>> = { tenant: "Business", user: "Person", archive: "Business file" };

export const recordWords = (t: Translate, entityType: string): string =>
  recordNames[entityType] ? t(recordNames[entityType]) : statusWords(t, entityType);
