import { privacyApi } from "@selvedge/contract";
import { Button, Dialog, FieldFrame, Notice, Quantity, SidePanel, saveFile, TextArea, toast } from "@selvedge/ui";
import { Download, Eraser, Scale } from "lucide-react";
import { type FormEvent, useState } from "react";
import { errorText, fetchFile } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { labelOf } from "../audit/describe-change.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import type { FoundPerson } from "./person-finder.tsx";

/** What is kept about one person, and what can be done with it. */
export function PersonDataPanel({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const t = useT();
  const can = useCan();
  const [asking, setAsking] = useState<"erase" | "hold" | null>(null);
  const data = useApi(privacyApi.getPersonData, { kind: person.kind, id: person.id }, { keepPrevious: false });
  const held = data.data?.person.held ?? person.held;
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={person.name}
      description={person.email ?? t("No e-mail")}
      footer={<DownloadButton person={person} />}
    >
      {held && (
        <Notice tone="warn" className="mb-4">
          {t("Under legal hold: nothing of theirs is erased until the hold ends.")}
        </Notice>
      )}
      <h3 className="text-sm font-semibold">{t("What is kept")}</h3>
      <Loaded query={data}>{({ tables }) => <Kept tables={tables} />}</Loaded>
      <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
        {can("privacy.rule.change") && !held && (
          <Button icon={<Scale aria-hidden />} onClick={() => setAsking("hold")}>
            {t("Place a legal hold")}
          </Button>
        )}
        {can("privacy.person.erase") && (
          <Button icon={<Eraser aria-hidden />} disabled={held} onClick={() => setAsking("erase")}>
            {t("Erase this person")}
          </Button>
        )}
      </div>
      {asking === "erase" && <EraseDialog person={person} onClose={() => setAsking(null)} onDone={onClose} />}
      {asking === "hold" && <HoldDialog person={person} onClose={() => setAsking(null)} onDone={onClose} />}
    </SidePanel>
  );
}

function Kept({ tables }: { tables: Readonly<Record<string, readonly unknown[]>> }) {
  const t = useT();
  const kept = Object.entries(tables).filter(([, rows]) => rows.length > 0);
  return (
    <dl className="mt-2 divide-y divide-line text-sm">
      {kept.map(([table, rows]) => (
        <div key={table} className="flex items-baseline gap-3 py-1.5">
          <dt className="min-w-0 flex-1">{t(labelOf(table))}</dt>
          <dd className="tabular text-ink-2">
            <Quantity value={rows.length} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Everything as a ZIP: one file for programs, a table each for spreadsheets, and a page that says what it is. */
function DownloadButton({ person }: { person: FoundPerson }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      saveFile("personal-data.zip", await fetchFile(`/v1/privacy/people/${person.kind}/${person.id}/data.zip`));
    } catch (error) {
      toast({ tone: "bad", title: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button tone="primary" icon={<Download aria-hidden />} busy={busy} onClick={() => void download()}>
      {t("Download everything")}
    </Button>
  );
}

type AskProps = { person: FoundPerson; onClose: () => void; onDone: () => void };

function EraseDialog({ person, onClose, onDone }: AskProps) {
  const t = useT();
  const erase = useCommand(privacyApi.erasePerson, {
    refresh: ["privacy.", "party."],
    done: t("They are being erased"),
    onDone,
    quietErrors: true,
  });
  return (
    <ReasonDialog
      title={t("Erase {{name}}?", { name: person.name })}
      button={t("Erase for good")}
      danger
      busy={erase.isPending}
      failure={erase.error}
      onClose={onClose}
      onSubmit={(reason) => erase.mutate({ kind: person.kind, id: person.id, reason })}
    >
      {t(
        "Name, addresses, numbers and all that tells who it was are replaced everywhere, also in the activity trail and in mails. Documents of the books keep their numbers, amounts, dates and tax. It cannot be undone.",
      )}
    </ReasonDialog>
  );
}

function HoldDialog({ person, onClose, onDone }: AskProps) {
  const t = useT();
  const hold = useCommand(privacyApi.placeHold, {
    refresh: ["privacy."],
    done: t("The hold is in force"),
    onDone,
    quietErrors: true,
  });
  return (
    <ReasonDialog
      title={t("Place a legal hold")}
      button={t("Place the hold")}
      busy={hold.isPending}
      failure={hold.error}
      onClose={onClose}
      onSubmit={(reason) => hold.mutate({ kind: person.kind, id: person.id, reason })}
    >
      {t("Neither an erasure nor the end of a time to keep touches their data until you end the hold.")}
    </ReasonDialog>
  );
}

type ReasonDialogProps = {
  title: string;
  button: string;
  danger?: boolean;
  busy: boolean;
  failure: Error | null;
  children: React.ReactNode;
  onClose: () => void;
  onSubmit: (reason: string) => void;
};

function ReasonDialog({ title, button, danger, busy, failure, children, onClose, onSubmit }: ReasonDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(reason.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <Button
          type="submit"
          form="privacy-reason"
          tone={danger ? "danger" : "primary"}
          busy={busy}
          disabled={reason.trim() === ""}
        >
          {button}
        </Button>
      }
    >
      <form id="privacy-reason" className="space-y-4" onSubmit={submit}>
        {failure && <Notice tone="bad">{errorText(failure)}</Notice>}
        <p className="text-sm text-pretty">{children}</p>
        <FieldFrame label={t("Why")} hint={t("Kept with the act, such as the date of their letter")} required>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </FieldFrame>
      </form>
    </Dialog>
  );
}
