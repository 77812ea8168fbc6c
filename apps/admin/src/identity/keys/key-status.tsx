import type { keysApi } from "@selvedge/contract";
import { Badge, type Tone } from "@selvedge/ui";
import { useT } from "../../i18n/i18n.ts";

type Key = keysApi.ApiKey;

/** Whether a key works, in a word; one that another replaces says so. */
export function KeyStatus({ apiKey }: { apiKey: Key }) {
  const t = useT();
  const looks: Record<Key["status"], [Tone, string]> = {
    active: ["good", t("Works")],
    stopped: ["warn", t("Stopped")],
    expired: ["neutral", t("Over")],
    revoked: ["bad", t("Revoked")],
  };
  const [tone, word] =
    apiKey.status === "active" && apiKey.replacedById ? (["warn", t("Being replaced")] as const) : looks[apiKey.status];
  return <Badge tone={tone}>{word}</Badge>;
}
