import { Badge } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import { statusTone, statusWords } from "./status-words.ts";

export function StatusBadge({ status }: { status: string }) {
  const t = useT();
  return <Badge tone={statusTone(status)}>{statusWords(t, status)}</Badge>;
}
