import { ledgerApi, type OutputOf } from "@selvedge/contract";
import {
  Button,
  Dialog,
  FieldFrame,
  Input,
  Money,
  MoneyInput,
  Notice,
  Select,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";

type Account = OutputOf<typeof ledgerApi.listAccounts>["items"][number];
type Line = { key: number; accountId: string; debitMinor: number | null; creditMinor: number | null };

/** A manual entry; it can be posted once debits equal credits. */
export function NewEntry({ accounts, onClose }: { accounts: readonly Account[]; onClose: () => void }) {
  const t = useT();
  const { currency, timeZone } = useFormatSettings();
  const [postedOn, setPostedOn] = useState(todayIn(timeZone));
  const [memo, setMemo] = useState("");
  const [lines, setLines] = useState<Line[]>([emptyLine(0), emptyLine(1)]);
  const post = useCommand(ledgerApi.postJournal, {
    refresh: ["ledger.", "reports."],
    done: t("The entry is posted"),
    onDone: onClose,
    quietErrors: true,
  });
  const sum = (pick: (line: Line) => number | null) => lines.reduce((all, line) => all + (pick(line) ?? 0), 0);
  const debit = sum((line) => line.debitMinor);
  const credit = sum((line) => line.creditMinor);
  const whole = lines.every((line) => line.accountId && (line.debitMinor || line.creditMinor));
  const change = (key: number, next: Partial<Line>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...next } : line)));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Manual entry")}
      className="sm:w-[min(46rem,calc(100vw-2rem))]"
      footer={
        <>
          <p className="me-auto text-sm text-ink-2">
            {debit === credit ? (
              t("Debits equal credits")
            ) : (
              <>
                {t("Difference")}{" "}
                <Money amountMinor={debit - credit} currency={currency} className="font-medium text-bad" />
              </>
            )}
          </p>
          <Button
            tone="primary"
            busy={post.isPending}
            disabled={!whole || debit !== credit || debit === 0 || !memo.trim()}
            onClick={() =>
              post.mutate({
                postedOn,
                memo: memo.trim(),
                lines: lines.map(({ accountId, debitMinor, creditMinor }) => ({
                  accountId,
                  debitMinor: debitMinor ?? 0,
                  creditMinor: creditMinor ?? 0,
                })),
              })
            }
          >
            {t("Post")}
          </Button>
        </>
      }
    >
      {post.error && (
        <Notice tone="bad" className="mb-3">
          {errorText(post.error)}
        </Notice>
      )}
      <div className="mb-4 grid gap-4 sm:grid-cols-[10rem_1fr]">
        <FieldFrame label={t("Date")}>
          {(control) => (
            <Input {...control} type="date" value={postedOn} onChange={(event) => setPostedOn(event.target.value)} />
          )}
        </FieldFrame>
        <FieldFrame label={t("Memo")} required>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={memo}
              maxLength={500}
              onChange={(event) => setMemo(event.target.value)}
            />
          )}
        </FieldFrame>
      </div>
      <ul className="space-y-2">
        {lines.map((line, index) => (
          <li key={line.key} className="grid grid-cols-[1fr_1fr_auto] gap-2 sm:grid-cols-[1fr_9rem_9rem_auto]">
            <Select
              className="col-span-3 sm:col-span-1"
              aria-label={t("Account of line {{number}}", { number: index + 1 })}
              placeholder={t("Account")}
              value={line.accountId}
              options={accounts.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
              onChange={(event) => change(line.key, { accountId: event.target.value })}
            />
            <MoneyInput
              aria-label={t("Debit of line {{number}}", { number: index + 1 })}
              placeholder={t("Debit")}
              value={line.debitMinor}
              onChange={(debitMinor) => change(line.key, { debitMinor, creditMinor: null })}
            />
            <MoneyInput
              aria-label={t("Credit of line {{number}}", { number: index + 1 })}
              placeholder={t("Credit")}
              value={line.creditMinor}
              onChange={(creditMinor) => change(line.key, { creditMinor, debitMinor: null })}
            />
            <Button
              tone="quiet"
              size="icon"
              aria-label={t("Remove line {{number}}", { number: index + 1 })}
              disabled={lines.length <= 2}
              onClick={() => setLines(lines.filter((other) => other.key !== line.key))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-3"
        icon={<Plus aria-hidden />}
        onClick={() => setLines([...lines, emptyLine(Math.max(...lines.map((line) => line.key)) + 1)])}
      >
        {t("Add line")}
      </Button>
    </Dialog>
  );
}

const emptyLine = (key: number): Line => ({ key, accountId: "", debitMinor: null, creditMinor: null });
