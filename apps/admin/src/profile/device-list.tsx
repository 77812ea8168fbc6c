import { accountApi } from "@selvedge/contract";
import { Badge, Button, Card, DateTime } from "@selvedge/ui";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { signOut } from "../session/session-store.ts";

/** Where one is signed in; each can be signed out from here, at once. */
export function DeviceList() {
  const t = useT();
  const sessions = useApi(accountApi.listSessions, {});
  const end = useCommand(accountApi.endSession, { refresh: ["identity.list_sessions"], done: t("Signed out there") });
  return (
    <Loaded query={sessions}>
      {({ items }) => (
        <Card
          flush
          title={t("Devices")}
          actions={
            <Button size="sm" tone="danger" onClick={() => void signOut(true)}>
              {t("Sign out everywhere")}
            </Button>
          }
        >
          <ul className="divide-y divide-line">
            {items.map((session) => (
              <li key={session.id} className="flex min-h-14 items-center gap-3 px-4 py-2 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{session.device}</span>
                  <span className="block truncate text-xs text-ink-3">
                    {session.address} · <DateTime value={session.lastUsedAt} show="dateTime" />
                  </span>
                </span>
                {session.isThis ? (
                  <Badge tone="accent">{t("This device")}</Badge>
                ) : (
                  <Button
                    size="sm"
                    busy={end.isPending && end.variables?.id === session.id}
                    onClick={() => end.mutate({ id: session.id })}
                  >
                    {t("Sign out")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Loaded>
  );
}
