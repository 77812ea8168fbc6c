import { appsApi } from "@selvedge/contract";
import { Button, DateTime, SidePanel } from "@selvedge/ui";
import { useMemo } from "react";
import { useCommand, usePages } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { ScopeWords } from "../keys/scope-words.tsx";
import { ToCopy } from "../keys/secret-once.tsx";

/** One app: what it needs to know of us, what it may ask for, and for whom it is connected. */
export function AppPanel({ app, mayChange, onClose }: { app: appsApi.App; mayChange: boolean; onClose: () => void }) {
  const t = useT();
  const input = useMemo(() => ({ id: app.id }), [app.id]);
  const { rows, query, table } = usePages(appsApi.listAppPeople, input);
  const end = useCommand(appsApi.endConnection, { refresh: ["identity."], done: t("Disconnected") });
  return (
    <SidePanel open onOpenChange={(open) => !open && onClose()} title={app.name} description={app.website}>
      <div className="space-y-6">
        <dl className="space-y-3">
          <ToCopy label={t("Client ID")} value={app.clientId} />
          {app.redirectUris.map((uri) => (
            <ToCopy key={uri} label={t("Comes back to")} value={uri} />
          ))}
        </dl>
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t("Connected for")}</h3>
          <Loaded query={query}>
            {() =>
              rows.length === 0 ? (
                <p className="text-sm text-ink-2">{t("Nobody has connected it yet.")}</p>
              ) : (
                <ul className="divide-y divide-line">
                  {rows.map((person) => (
                    <li key={person.id} className="flex min-h-14 items-center gap-3 py-2 text-sm">
                      <span className="min-w-0 flex-1">
                        <span className="block truncate font-medium">{person.userName}</span>
                        <span className="block text-xs text-ink-2">
                          {t("Connected on")} <DateTime value={person.allowedAt} show="date" />
                        </span>
                      </span>
                      {mayChange && (
                        <Button
                          size="sm"
                          busy={end.isPending && end.variables?.id === person.id}
                          onClick={() => end.mutate({ id: person.id })}
                        >
                          {t("Disconnect")}
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
          {table.hasMore && (
            <Button size="sm" busy={table.loadingMore} onClick={table.onLoadMore}>
              {t("Show more")}
            </Button>
          )}
        </section>
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t("What it may ask for")}</h3>
          <ScopeWords scopes={app.scopes} />
        </section>
      </div>
    </SidePanel>
  );
}
