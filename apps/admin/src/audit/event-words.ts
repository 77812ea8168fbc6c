import type { Translate } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";

/** Kinds of change whose name says to a program what happened, and to a person too little. */
const told: Readonly<Record<string, string>> = {
  "tenancy.tenant_opened": "Business opened",
  "catalog.sku_changed": "SKU changed",
  "identity.email_change_asked": "New e-mail address asked for",
  "identity.email_changed": "E-mail address changed",
  "identity.email_kept": "E-mail address kept",
  "identity.totp_added": "Authenticator app added",
  "identity.totp_removed": "Authenticator app taken away",
  "identity.second_step_reset": "Lost second step taken away",
  "identity.refresh_token_reused": "Copied session ended",
  "identity.confirmation_refused": "Proof of identity refused",
  "identity.pin_set": "PIN set",
  "identity.pin_removed": "PIN removed",
  "identity.pin_refused": "PIN refused",
  "identity.api_key_created": "API key made",
  "identity.api_key_changed": "API key changed",
  "identity.api_key_rotated": "API key rotated",
  "identity.api_key_revoked": "API key revoked",
  "identity.provider_added": "Sign-in provider added",
  "identity.provider_changed": "Sign-in provider changed",
  "identity.provider_removed": "Sign-in provider removed",
  "identity.provider_linked": "Signed in by a provider for the first time",
  "inventory.level_changed": "Stock changed",
  "ledger.entry_posted": "Posted to the books",
  "insights.run_started": "Learning run started",
  "insights.run_done": "Learning run done",
  "insights.run_failed": "Learning run failed",
  "insights.run_cancelled": "Learning run cancelled",
  "insights.run_cancel_asked": "Learning run asked to stop",
  "insights.run_exported": "Learning run exported",
  "insights.features_bad": "Data unfit for learning",
};

/** What a kind of change is called in English: "sales.order_placed" is "Order placed". */
export function eventName(type: string): string {
  const words = (type.split(".").at(-1) ?? type).replace(/_/g, " ");
  return told[type] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same in the language of the screen. */
export const eventWords = (t: Translate, type: string): string => t(eventName(type));

/** Who it was: a person by name, the program itself, a key, a till. */
export function actorWords(t: Translate, event: { actorName: string | null; actorType: string }): string {
  if (event.actorName) return event.actorName;
  return event.actorType === "system" ? t("Selvedge itself") : statusWords(t, event.actorType);
}

/** What a kind of record is called on a screen. */
const recordNames: Readonly<Record<string, string>> = { tenant: "Business", user: "Person", archive: "Business file" };

export const recordWords = (t: Translate, entityType: string): string =>
  recordNames[entityType] ? t(recordNames[entityType]) : statusWords(t, entityType);
