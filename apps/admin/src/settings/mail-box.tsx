import { mailApi, type OutputOf } from "@selvedge/contract";
import { Button, type DataColumn, DataTable, DateTime, EmptyState, Notice, Page, SidePanel } from "@selvedge/ui";
import { Mail } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, useCommand, usePages } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";

type Row = OutputOf<typeof mailApi.listMails>["items"][number];

/** Every mail the program wrote: what it says, and whether it has left. */
export function MailBox() {
  const t = useT();
  const [state, setState] = useListState();
  const [shown, setShown] = useState<Row | null>(null);
  const input = useMemo(() => {
    const { q, status, aboutId } = state;
    return Object.fromEntries(Object.entries({ q, status, aboutId }).filter(([, value]) => value));
  }, [state]);
  const { table, first } = usePages(mailApi.listMails, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "subject",
        header: t("Subject"),
        csv: (row) => row.subject,
        cell: (row) => (
          <button
            type="button"
            className="max-w-full truncate text-start font-medium hover:underline"
            onClick={() => setShown(row)}
          >
            {row.subject}
          </button>
        ),
      },
      {
        key: "to",
        header: t("To"),
        room: "wide",
        csv: (row) => row.toAddress,
        cell: (row) => <span className="truncate text-ink-2">{row.toName ?? row.toAddress}</span>,
      },
      {
        key: "status",
        header: t("Status"),
        csv: (row) => row.status,
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        key: "at",
        header: t("When"),
        room: "wide",
        csv: (row) => row.createdAt,
        cell: (row) => <DateTime value={row.createdAt} show="dateTime" />,
      },
    ],
    [t],
  );
  return (
    <Page fill title={t("Mail box")}>
      {first && !first.delivers && (
        <Notice tone="note" className="mb-3">
          {t("No mail server is set up, so mails stay here. The operator's guide tells how to set one up.")}
        </Notice>
      )}
      <DataTable
        id="mails"
        label={t("Mail box")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.subject}
        state={state}
        onState={setState}
        filters={[
          {
            key: "status",
            label: t("Status"),
            options: mailApi.mailStatuses.map((value) => ({ value, label: statusWords(t, value) })),
          },
        ]}
        onOpen={setShown}
        empty={
          <EmptyState icon={<Mail aria-hidden />} title={t("No mail yet")}>
            {t("Invitations, invoices, receipts and reports that go out by mail are shown here.")}
          </EmptyState>
        }
      />
      {shown && <MailPanel row={shown} delivers={first?.delivers ?? false} onClose={() => setShown(null)} />}
    </Page>
  );
}

type MailPanelProps = { row: Row; delivers: boolean; onClose: () => void };

function MailPanel({ row, delivers, onClose }: MailPanelProps) {
  const t = useT();
  const mail = useApi(mailApi.getMail, { id: row.id }, { keepPrevious: false });
  const again = useCommand(mailApi.sendMailAgain, {
    refresh: ["tenancy."],
    done: t("It will be sent again"),
    onDone: onClose,
  });
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={row.subject}
      description={
        <>
          {row.toName ? `${row.toName} <${row.toAddress}>` : row.toAddress} ·{" "}
          <DateTime value={row.createdAt} show="dateTime" />
        </>
      }
      footer={
        delivers && (row.status === "failed" || row.status === "kept") ? (
          <Button tone="primary" busy={again.isPending} onClick={() => again.mutate({ id: row.id })}>
            {t("Send again")}
          </Button>
        ) : undefined
      }
    >
      {row.lastError && (
        <Notice tone="bad" className="mb-3">
          {row.lastError}
        </Notice>
      )}
      <Loaded query={mail}>{(loaded) => <MailText html={loaded.html} readable={loaded.readable} />}</Loaded>
    </SidePanel>
  );
}

/**
 * A mail carries its look in style attributes, for mail programs know no other way; this page's policy keeps the browser from
 * reading those, so they are put on one by one. It cannot run anything: the frame has no scripts.
 */
function dress(frame: HTMLIFrameElement): void {
  for (const one of frame.contentDocument?.querySelectorAll<HTMLElement>("[style]") ?? []) {
    one.style.cssText = one.getAttribute("style") ?? "";
  }
}

/** The mail as its reader sees it. The frame runs no scripts and opens links in a new tab. */
function MailText({ html, readable }: { html: string; readable: boolean }) {
  const t = useT();
  if (!readable) {
    return (
      <Notice tone="note">{t("This mail holds a link that signs somebody in, so its text is not shown here.")}</Notice>
    );
  }
  return (
    <iframe
      title={t("Text of the mail")}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      onLoad={(event) => dress(event.currentTarget)}
      srcDoc={html.replace("<head>", '<head><base target="_blank">')}
      className="h-[70dvh] w-full rounded-md border border-line bg-white"
    />
  );
}
