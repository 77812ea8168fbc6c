import type { keysApi } from "@selvedge/contract";
import { DateTime, Notice, Quantity, SidePanel } from "@selvedge/ui";
import type { ReactNode } from "react";
import { useT } from "../../i18n/i18n.ts";
import type { Limits } from "../permission-list.ts";
import { useReachWords } from "../reach.tsx";
import { KeyStatus } from "./key-status.tsx";
import { ScopeWords } from "./scope-words.tsx";

/** Everything about one key, save the key itself. */
export function KeyPanel({ apiKey, onClose }: { apiKey: keysApi.ApiKey; onClose: () => void }) {
  const t = useT();
  const reach = useReachWords();
  const at = (value: string | null, otherwise: string) =>
    value ? <DateTime value={value} show="dateTime" /> : otherwise;
  return (
    <SidePanel open onOpenChange={(open) => !open && onClose()} title={apiKey.name} description={`${apiKey.prefix}…`}>
      <div className="space-y-5">
        {apiKey.status === "stopped" && (
          <Notice tone="warn">
            {t("Whoever made it is not active any more. Rotate it to answer for it yourself.")}
          </Notice>
        )}
        <dl className="divide-y divide-line text-sm">
          <Fact name={t("Status")}>
            <KeyStatus apiKey={apiKey} />
          </Fact>
          <Fact name={t("Made by")}>
            {apiKey.createdBy?.name ?? "–"}, <DateTime value={apiKey.createdAt} show="date" />
          </Fact>
          <Fact name={t("Works until")}>{at(apiKey.expiresAt, t("No end"))}</Fact>
          <Fact name={t("How far it goes")}>{reach(apiKey.limits as Limits | null)}</Fact>
          <Fact name={t("Last used")}>
            {at(apiKey.lastUsedAt, t("Never"))}
            {apiKey.lastAddress && <span className="block text-xs text-ink-2">{apiKey.lastAddress}</span>}
          </Fact>
          <Fact name={t("Requests so far")}>
            <Quantity value={apiKey.requests} />
          </Fact>
          <Fact name={t("Requests per minute, at most")}>
            <Quantity value={apiKey.requestsPerMinute} />
          </Fact>
        </dl>
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t("What it may do")}</h3>
          <ScopeWords scopes={apiKey.scopes} />
        </section>
      </div>
    </SidePanel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 py-2">
      <dt className="text-ink-2">{name}</dt>
      <dd className="tabular text-end">{children}</dd>
    </div>
  );
}
