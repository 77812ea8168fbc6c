import { accountApi, appsApi } from "@selvedge/contract";
import { Badge, Button, type DataColumn, EmptyState } from "@selvedge/ui";
import { Blocks, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { call } from "../../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand, usePages } from "../../api/hooks.ts";
import { type Translate, useT } from "../../i18n/i18n.ts";
import { useConfirmed } from "../../profile/use-confirmed.tsx";
import { useCan } from "../../session/session-store.ts";
import { TabTable } from "../../settings/tab-table.tsx";
import { useListState } from "../../shell/list-search.ts";
import { menuColumn, RowMenu } from "../../shell/row-menu.tsx";
import { SecretOnce } from "../keys/secret-once.tsx";
import { AppDialog } from "./app-dialog.tsx";
import { AppPanel } from "./app-panel.tsx";

type App = appsApi.App;
type Opened = { what: "register" } | { what: "look" | "change"; app: App };
type Made = { app: App; secret: string | null };

/** Apps of others that may ask people of the business for access: who made them, for whom they are connected. */
export function AppList() {
  const t = useT();
  const mayChange = useCan()("identity.app.change");
  const [state, setState] = useListState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const profile = useApi(accountApi.getProfile, {});
  const { run, dialog } = useConfirmed(profile.data?.totp ?? false);
  const input = useMemo(() => (state.q ? { q: state.q } : {}), [state.q]);
  const { table } = usePages(appsApi.listApps, input);
  const rotate = (app: App) =>
    void run(async () => {
      setMade(await call(appsApi.rotateAppSecret, { id: app.id }));
      refreshQueries(queryClient, ["identity."]);
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is made anew with each drawing and does the same
  const columns = useMemo(() => columnsOf(t, mayChange, setOpened, rotate), [t, mayChange]);
  const add = mayChange && (
    <Button size="sm" tone="primary" icon={<Plus aria-hidden />} onClick={() => setOpened({ what: "register" })}>
      {t("Register an app")}
    </Button>
  );
  const close = () => setOpened(null);
  return (
    <>
      <TabTable
        id="apps"
        label={t("Apps")}
        columns={columns}
        {...table}
        rowKey={(app) => app.id}
        rowName={(app) => app.name}
        state={state}
        onState={setState}
        onOpen={(app) => setOpened({ what: "look", app })}
        toolbarExtra={add}
        empty={
          <EmptyState icon={<Blocks aria-hidden />} title={t("No apps yet")} action={add}>
            {t("An app of somebody else asks each person for access and acts for them, as far as they allow it.")}
          </EmptyState>
        }
      />
      {opened?.what === "register" && (
        <AppDialog
          app={null}
          run={run}
          onDone={(result) => {
            close();
            setMade(result);
          }}
          onClose={close}
        />
      )}
      {opened?.what === "change" && <AppDialog app={opened.app} run={run} onDone={close} onClose={close} />}
      {opened?.what === "look" && <AppPanel app={opened.app} mayChange={mayChange} onClose={close} />}
      {made && (
        <SecretOnce
          title={made.app.name}
          besides={[[t("Client ID"), made.app.clientId]]}
          label={t("Client secret")}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      {dialog}
    </>
  );
}

function columnsOf(
  t: Translate,
  mayChange: boolean,
  open: (opened: Opened) => void,
  rotate: (app: App) => void,
): DataColumn<App>[] {
  return [
    {
      key: "name",
      header: t("Name"),
      csv: (app) => app.name,
      cell: (app) => (
        <span className="block min-w-0">
          <span className="line-clamp-1 font-medium break-all">{app.name}</span>
          <span className="line-clamp-1 text-xs break-all text-ink-2">{app.website ?? app.redirectUris[0]}</span>
        </span>
      ),
    },
    {
      key: "status",
      header: t("Status"),
      csv: (app) => app.status,
      cell: (app) => (
        <Badge tone={app.status === "active" ? "good" : "neutral"}>
          {app.status === "active" ? t("On") : t("Off")}
        </Badge>
      ),
    },
    {
      key: "people",
      header: t("Connected for"),
      room: "wide",
      csv: (app) => app.people,
      cell: (app) => t("{{count}} people", { count: app.people }),
    },
    {
      key: "maker",
      header: t("Registered by"),
      room: "widest",
      csv: (app) => app.createdBy,
      cell: (app) => app.createdBy ?? "–",
    },
    ...(mayChange ? [menuColumn<App>(t, (app) => <AppMenu app={app} open={open} rotate={rotate} />)] : []),
  ];
}

function AppMenu({ app, open, rotate }: { app: App; open: (opened: Opened) => void; rotate: (app: App) => void }) {
  const t = useT();
  const change = useCommand(appsApi.changeApp, { refresh: ["identity."], done: t("Saved") });
  const isOn = app.status === "active";
  return (
    <RowMenu
      name={app.name}
      items={[
        { key: "look", label: t("Who uses it"), onSelect: () => open({ what: "look", app }) },
        { key: "change", label: t("Change"), onSelect: () => open({ what: "change", app }) },
        ...(app.confidential ? [{ key: "secret", label: t("New secret"), onSelect: () => rotate(app) }] : []),
        {
          key: "status",
          label: isOn ? t("Switch off") : t("Switch on"),
          danger: isOn,
          divided: true,
          onSelect: () => change.mutate({ id: app.id, status: isOn ? "disabled" : "active", version: app.version }),
        },
      ]}
    />
  );
}
