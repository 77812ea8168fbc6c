import type { Tone } from "@selvedge/ui";
import type { Translate } from "../i18n/i18n.ts";

const tones: Record<string, Tone> = {
  draft: "neutral",
  pending: "warn",
  confirmed: "accent",
  allocated: "accent",
  picking: "note",
  packed: "note",
  partially_shipped: "note",
  shipped: "good",
  delivered: "good",
  completed: "good",
  on_hold: "warn",
  cancelled: "neutral",
  returned: "neutral",
  active: "good",
  markdown: "warn",
  discontinued: "neutral",
  archived: "neutral",
  deactivated: "neutral",
  authorised: "note",
  captured: "good",
  failed: "bad",
  voided: "neutral",
  uploaded: "neutral",
  checking: "note",
  checked: "accent",
  running: "note",
  done: "good",
  undoing: "note",
  undone: "neutral",
  kept: "neutral",
  invited: "note",
  queued: "note",
  sent: "good",
};

/** Colour of a state. */
export const statusTone = (status: string): Tone => tones[status] ?? "neutral";

/** Names that are written otherwise than their letters say. */
const written: Record<string, string> = { upi: "UPI" };

/** A state or a way of paying in words: "partially_shipped" is "Partially shipped". */
export function statusWords(t: Translate, status: string): string {
  if (written[status]) return written[status];
  const words = status.replace(/_/g, " ");
  return t(words.charAt(0).toUpperCase() + words.slice(1));
}
