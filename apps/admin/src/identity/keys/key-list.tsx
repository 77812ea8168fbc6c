import { accountApi, keysApi } from "@selvedge/contract";
import { Button, type DataColumn, DateTime, EmptyState } from "@selvedge/ui";
import { KeyRound, Plus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useApi, usePages } from "../../api/hooks.ts";
import { type Translate, useT } from "../../i18n/i18n.ts";
import { useConfirmed } from "../../profile/use-confirmed.tsx";
import { useCan } from "../../session/session-store.ts";
import { TabTable } from "../../settings/tab-table.tsx";
import { useListState } from "../../shell/list-search.ts";
import { menuColumn, RowMenu } from "../../shell/row-menu.tsx";
import { ChangeKey } from "./change-key.tsx";
import { KeyPanel } from "./key-panel.tsx";
import { KeyStatus } from "./key-status.tsx";
import { MakeKey } from "./make-key.tsx";
import { RevokeKey } from "./revoke-key.tsx";
import { RotateKey } from "./rotate-key.tsx";
import { SecretOnce } from "./secret-once.tsx";

type Key = keysApi.ApiKey;
type Opened = { what: "make" } | { what: "look" | "change" | "rotate" | "revoke"; key: Key };

/** Keys by which other programs use the business's data: what each may do, when it was last used, and its end. */
export function KeyList() {
  const t = useT();
  const mayChange = useCan()("identity.key.change");
  const [state, setState] = useListState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [made, setMade] = useState<{ key: Key; secret: string | null } | null>(null);
  const profile = useApi(accountApi.getProfile, {});
  const { run, dialog } = useConfirmed(profile.data?.totp ?? false);
  const input = useMemo(() => (state.q ? { q: state.q } : {}), [state.q]);
  const { table } = usePages(keysApi.listApiKeys, input);
  const columns = useMemo(() => columnsOf(t, mayChange, setOpened), [t, mayChange]);
  const add = mayChange && (
    <Button size="sm" tone="primary" icon={<Plus aria-hidden />} onClick={() => setOpened({ what: "make" })}>
      {t("Make a key")}
    </Button>
  );
  const close = () => setOpened(null);
  const done = (result: { key: Key; secret: string | null }) => {
    close();
    setMade(result);
  };
  return (
    <>
      <TabTable
        id="api-keys"
        label={t("API keys")}
        columns={columns}
        {...table}
        rowKey={(key) => key.id}
        rowName={(key) => key.name}
        state={state}
        onState={setState}
        onOpen={(key) => setOpened({ what: "look", key })}
        toolbarExtra={add}
        empty={
          <EmptyState icon={<KeyRound aria-hidden />} title={t("No API keys yet")} action={add}>
            {t("With a key another program of yours reads and writes here: a warehouse system, a script, a shop.")}
          </EmptyState>
        }
      />
      {opened?.what === "make" && <MakeKey run={run} onDone={done} onClose={close} />}
      {opened?.what === "look" && <KeyPanel apiKey={opened.key} onClose={close} />}
      {opened?.what === "change" && <ChangeKey apiKey={opened.key} onClose={close} />}
      {opened?.what === "rotate" && <RotateKey apiKey={opened.key} run={run} onDone={done} onClose={close} />}
      {opened?.what === "revoke" && <RevokeKey apiKey={opened.key} onClose={close} />}
      {made?.secret && (
        <SecretOnce title={made.key.name} label={t("Key")} secret={made.secret} onClose={() => setMade(null)} />
      )}
      {dialog}
    </>
  );
}

function columnsOf(t: Translate, mayChange: boolean, open: (opened: Opened) => void): DataColumn<Key>[] {
  return [
    {
      key: "name",
      header: t("Name"),
      csv: (key) => key.name,
      cell: (key) => (
        <span className="block min-w-0">
          <span className="line-clamp-1 font-medium break-all">{key.name}</span>
          <span className="block truncate font-mono text-xs text-ink-2">{key.prefix}…</span>
        </span>
      ),
    },
    { key: "status", header: t("Status"), csv: (key) => key.status, cell: (key) => <KeyStatus apiKey={key} /> },
    {
      key: "used",
      header: t("Last used"),
      room: "wide",
      csv: (key) => key.lastUsedAt,
      cell: (key) => <Instant at={key.lastUsedAt} otherwise={t("Never")} />,
    },
    {
      key: "expires",
      header: t("Works until"),
      room: "wide",
      csv: (key) => key.expiresAt,
      cell: (key) => <Instant at={key.expiresAt} otherwise={t("No end")} />,
    },
    {
      key: "maker",
      header: t("Made by"),
      room: "widest",
      csv: (key) => key.createdBy?.name,
      cell: (key) => key.createdBy?.name,
    },
    ...(mayChange ? [menuColumn<Key>(t, (key) => <KeyMenu apiKey={key} open={open} />)] : []),
  ];
}

function Instant({ at, otherwise }: { at: string | null; otherwise: string }): ReactNode {
  return at ? <DateTime value={at} show="dateTime" /> : <span className="text-ink-2">{otherwise}</span>;
}

function KeyMenu({ apiKey, open }: { apiKey: Key; open: (opened: Opened) => void }) {
  const t = useT();
  if (apiKey.status === "revoked" || (apiKey.status === "expired" && apiKey.replacedById)) return null;
  return (
    <RowMenu
      name={apiKey.name}
      items={[
        { key: "look", label: t("What it may do"), onSelect: () => open({ what: "look", key: apiKey }) },
        { key: "change", label: t("Name and limit"), onSelect: () => open({ what: "change", key: apiKey }) },
        ...(apiKey.replacedById
          ? []
          : [{ key: "rotate", label: t("Rotate"), onSelect: () => open({ what: "rotate", key: apiKey }) }]),
        {
          key: "revoke",
          label: t("Revoke"),
          danger: true,
          divided: true,
          onSelect: () => open({ what: "revoke", key: apiKey }),
        },
      ]}
    />
  );
}
