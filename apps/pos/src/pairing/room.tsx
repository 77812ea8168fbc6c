import { Button, Notice } from "@selvedge/ui";
import { makeRoom } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { isFull, isScarce } from "../device/room.ts";
import { type Translate, useT } from "../i18n/i18n.ts";

/** Why something could not be written down, for a cashier: nothing has happened then. */
export const writeProblem = (error: unknown, t: Translate): string =>
  isFull(error)
    ? t("This device is full, so nothing was sold. Delete other programs or pictures on it, then try again.")
    : (error as Error).message;

/** Above everything while the device is nearly full: what helps, before a sale fails. */
export function RoomNotice() {
  const t = useT();
  const room = useTill((s) => s.room);
  if (!room || !isScarce(room)) return null;
  const megabytes = Math.max(0, Math.round((room.quotaBytes - room.usedBytes) / 1_000_000));
  return (
    <Notice
      tone="warn"
      className="rounded-none"
      action={<Button onClick={() => void makeRoom()}>{t("Make room")}</Button>}
    >
      {t("This device is nearly full: {{count}} MB are left.", { count: megabytes })}
    </Notice>
  );
}
