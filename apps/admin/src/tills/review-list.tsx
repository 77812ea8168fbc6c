import { tillApi } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateTime,
  Dialog,
  EmptyState,
  FieldFrame,
  Notice,
  Segmented,
  TextArea,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { TillPage } from "./till-tabs.tsx";

type Review = tillApi.Review;

const kindWords = (t: Translate): Record<Review["kind"], string> => ({
  oversold: t("Sold more than there was"),
  price_differs: t("Another price"),
  tax_differs: t("Another tax"),
  customer_unknown: t("Unknown customer"),
  customer_known: t("Customer twice"),
  sku_archived: t("Not for sale"),
  shift_closed: t("After the shift"),
  shift_unknown: t("Unknown shift"),
  books_closed: t("Books closed"),
  device_revoked: t("Disconnected device"),
  clock_off: t("Clock ahead"),
  returned_twice: t("Brought back too much"),
  receipt_unknown: t("Waits for a receipt"),
  counter_clash: t("Number twice"),
  cash_differs: t("Drawer differs"),
  approval_missing: t("Not approved"),
  altered: t("Not as written"),
  held: t("Could not be booked"),
});

/** What the tills did that a person should look at: every sale is booked all the same. */
export function ReviewList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const open = state["show"] !== "resolved";
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const reviews = useApi(tillApi.listReviews, { open, ...(cursor ? { cursor } : {}) }, { pollMs: 15_000 });
  const [resolving, setResolving] = useState<Review | null>(null);
  const names = kindWords(t);
  return (
    <TillPage current="reviews">
      <div>
        <Segmented
          label={t("Show")}
          value={open ? "open" : "resolved"}
          onChange={(show) => {
            setCursors([]);
            setState({ ...state, show: show === "resolved" ? show : undefined });
          }}
          options={[
            { value: "open", label: t("Open") },
            { value: "resolved", label: t("Resolved") },
          ]}
        />
      </div>
      <Loaded query={reviews}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<CheckCheck aria-hidden />}
              title={open ? t("Nothing to look at") : t("Nothing resolved yet")}
            >
              {t("A sale that happened is always booked; what looks odd about it is shown here.")}
            </EmptyState>
          ) : (
            <Card flush>
              <ul className="divide-y divide-line">
                {items.map((review) => (
                  <li key={review.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm">
                    <div className="min-w-[min(100%,20rem)] flex-1">
                      <p className="flex flex-wrap items-center gap-2">
                        <Badge tone={review.resolvedAt ? "neutral" : review.kind === "held" ? "bad" : "warn"}>
                          {names[review.kind]}
                        </Badge>
                        <span className="font-medium">{review.till.code}</span>
                        {review.receiptNumber &&
                          (review.orderId ? (
                            <Link
                              to="/orders/$orderId"
                              params={{ orderId: review.orderId }}
                              className="text-accent hover:underline"
                            >
                              {review.receiptNumber}
                            </Link>
                          ) : (
                            <span>{review.receiptNumber}</span>
                          ))}
                        <DateTime value={review.happenedAt} show="dateTime" className="text-ink-2" />
                      </p>
                      <p className="mt-1 text-pretty">{review.words}</p>
                      {review.resolvedAt && (
                        <p className="mt-1 text-ink-2">
                          {review.resolvedBy}: {review.note}
                        </p>
                      )}
                    </div>
                    {!review.resolvedAt && can("pos.review.resolve") && (
                      <Button size="sm" onClick={() => setResolving(review)}>
                        {t("Resolve")}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              <div className="flex justify-end gap-2 border-t border-line p-3 empty:hidden">
                {cursors.length > 0 && (
                  <Button size="sm" onClick={() => setCursors(cursors.slice(0, -1))}>
                    {t("Newer")}
                  </Button>
                )}
                {nextCursor && (
                  <Button size="sm" onClick={() => setCursors([...cursors, nextCursor])}>
                    {t("Older")}
                  </Button>
                )}
              </div>
            </Card>
          )
        }
      </Loaded>
      {resolving && (
        <ResolveDialog review={resolving} title={names[resolving.kind]} onClose={() => setResolving(null)} />
      )}
    </TillPage>
  );
}

function ResolveDialog({ review, title, onClose }: { review: Review; title: string; onClose: () => void }) {
  const t = useT();
  const [note, setNote] = useState("");
  const canRetry = review.kind === "held" || review.kind === "receipt_unknown";
  const [retry, setRetry] = useState(canRetry);
  const [words, setWords] = useState<string | null>(null);
  const resolve = useCommand(tillApi.resolveReview, { refresh: ["pos.", "sales.", "inventory."], quietErrors: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resolve.mutate(
      { id: review.id, note, retry },
      { onSuccess: (done) => (done.resolved ? onClose() : setWords(done.words)) },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={review.words}
      footer={
        <Button type="submit" form="resolve" tone="primary" busy={resolve.isPending} disabled={note.trim() === ""}>
          {t("Resolve")}
        </Button>
      }
    >
      <form id="resolve" onSubmit={submit} className="space-y-4">
        <FieldFrame label={t("What was done about it")}>
          {(control) => (
            <TextArea {...control} value={note} onChange={(e) => setNote(e.target.value)} maxLength={1000} />
          )}
        </FieldFrame>
        {canRetry && (
          <Checkbox
            checked={retry}
            onChange={(e) => setRetry(e.target.checked)}
            label={t("Book it now, before this is closed")}
          />
        )}
        {words && <Notice tone="warn">{words}</Notice>}
        {resolve.error && <Notice tone="bad">{errorText(resolve.error)}</Notice>}
      </form>
    </Dialog>
  );
}
