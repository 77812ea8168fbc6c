import { appsApi } from "@selvedge/contract";
import { Button, Card, DateTime } from "@selvedge/ui";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ScopeWords } from "../identity/keys/scope-words.tsx";

/** Apps that one allowed to act for one, and the way to take it back. */
export function ConnectedApps() {
  const t = useT();
  const apps = useApi(appsApi.listMyApps, {});
  const [asking, setAsking] = useState<string | null>(null);
  const end = useCommand(appsApi.disconnectApp, { refresh: ["identity."], done: t("Disconnected") });
  return (
    <Loaded query={apps}>
      {({ items }) => (
        <Card flush title={t("Connected apps")}>
          {items.length === 0 && (
            <p className="p-4 text-sm text-ink-2">
              {t("No app acts for you. When one asks for access, you decide what it gets, and take it back here.")}
            </p>
          )}
          <ul className="divide-y divide-line">
            {items.map((app) => (
              <li key={app.appId} className="px-4 py-3">
                <div className="flex flex-wrap items-center gap-3 text-sm">
                  <span className="min-w-40 flex-1">
                    <span className="block truncate font-medium">{app.name}</span>
                    <span className="block text-xs text-ink-2">
                      {t("Connected on")} <DateTime value={app.allowedAt} show="date" />
                      {app.lastUsedOn && (
                        <>
                          {" · "}
                          {t("Last used")} <DateTime value={app.lastUsedOn} show="date" />
                        </>
                      )}
                    </span>
                  </span>
                  {asking === app.appId ? (
                    <>
                      <Button size="sm" onClick={() => setAsking(null)}>
                        {t("Keep it")}
                      </Button>
                      <Button
                        size="sm"
                        tone="danger"
                        busy={end.isPending}
                        onClick={() => end.mutate({ id: app.appId })}
                      >
                        {t("Disconnect now")}
                      </Button>
                    </>
                  ) : (
                    <Button size="sm" onClick={() => setAsking(app.appId)}>
                      {t("Disconnect")}
                    </Button>
                  )}
                </div>
                <details className="group mt-1 text-sm">
                  <summary className="flex min-h-touch cursor-pointer items-center gap-1 text-ink-2">
                    <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
                    {t("What it may do")}
                  </summary>
                  <ScopeWords scopes={app.scopes} />
                </details>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Loaded>
  );
}
