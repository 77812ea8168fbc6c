import { type OutputOf, shopApi } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  DateTime,
  Dialog,
  EmptyState,
  FieldFrame,
  Notice,
  Page,
  Segmented,
  TextArea,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { causeWords } from "../shell/cause-words.ts";
import { useListState } from "../shell/list-search.ts";
import { ShopTabs } from "./shop-tabs.tsx";

type Request = OutputOf<typeof shopApi.listReturnRequests>["items"][number];

const statusOf = (t: Translate) =>
  ({
    asked: { words: t("Waits for an answer"), tone: "warn" },
    accepted: { words: t("Comes back"), tone: "note" },
    refused: { words: t("Refused"), tone: "neutral" },
    received: { words: t("Has come"), tone: "good" },
  }) as const;

/** What shoppers ask to send back, and the answer to it. */
export function ReturnRequests() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const isOpen = state["show"] !== "all";
  const requests = useApi(shopApi.listReturnRequests, isOpen ? { status: "asked" } : {});
  const content = (
    <div className="space-y-4">
      <Segmented
        label={t("Show")}
        value={isOpen ? "open" : "all"}
        onChange={(show) => setState({ ...state, show: show === "all" ? "all" : undefined })}
        options={[
          { value: "open", label: t("Waits for an answer") },
          { value: "all", label: t("All") },
        ]}
      />
      <Loaded query={requests}>{({ items }) => <Requests items={items} />}</Loaded>
    </div>
  );
  // The warehouse sees what comes back, and nothing of how the shop is set up.
  if (!can("shop.setup.read")) return <Page title={t("Sent back to the shop")}>{content}</Page>;
  return <ShopTabs current="returns">{() => content}</ShopTabs>;
}

function Requests({ items }: { items: readonly Request[] }) {
  const t = useT();
  const can = useCan();
  const [answering, setAnswering] = useState<Request | null>(null);
  const [reasons, statuses] = [causeWords(t), statusOf(t)];
  if (items.length === 0) {
    return (
      <EmptyState icon={<PackageOpen aria-hidden />} title={t("Nobody asks to send something back")}>
        {t("Shoppers ask on their order's page; you say yes or no, and they are told by mail.")}
      </EmptyState>
    );
  }
  return (
    <Card flush>
      <ul className="divide-y divide-line">
        {items.map((request) => (
          <li key={request.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm">
            <div className="min-w-[min(100%,18rem)] flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={statuses[request.status].tone}>{statuses[request.status].words}</Badge>
                <Link
                  to="/orders/$orderId"
                  params={{ orderId: request.orderId }}
                  className="text-accent hover:underline"
                >
                  {request.orderNumber}
                </Link>
                <span>{request.buyerName ?? request.email}</span>
                <DateTime value={request.askedAt} show="dateTime" className="text-ink-2" />
              </p>
              <p className="mt-1">
                {request.lines.map((line) => `${line.qty} × ${line.styleName} (${line.skuCode})`).join(", ")}:{" "}
                <strong className="font-medium">{reasons[request.reason]}</strong>
              </p>
              {request.note && <p className="mt-1 text-ink-2">“{request.note}”</p>}
              {request.answer && (
                <p className="mt-1 text-ink-2">{t("Answered: {{words}}", { words: request.answer })}</p>
              )}
            </div>
            {request.status === "asked" && can("shop.return.answer") && (
              <Button size="sm" onClick={() => setAnswering(request)}>
                {t("Answer")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {answering && <AnswerDialog request={answering} onClose={() => setAnswering(null)} />}
    </Card>
  );
}

function AnswerDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useT();
  const [words, setWords] = useState("");
  const answer = useCommand(shopApi.answerReturnRequest, {
    refresh: ["shop."],
    done: t("The shopper is told by mail"),
    onDone: onClose,
    quietErrors: true,
  });
  const say = (accept: boolean) =>
    answer.mutate({ id: request.id, accept, ...(words.trim() ? { answer: words.trim() } : {}) });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Send back from {{number}}?", { number: request.orderNumber })}
      description={request.lines.map((line) => `${line.qty} × ${line.styleName}`).join(", ")}
      footer={
        <>
          <Button tone="danger" busy={answer.isPending} onClick={() => say(false)}>
            {t("Refuse")}
          </Button>
          <Button tone="primary" busy={answer.isPending} onClick={() => say(true)}>
            {t("Accept")}
          </Button>
        </>
      }
    >
      <FieldFrame label={t("Words to the shopper")} hint={t("Where to send it; why not, when you refuse")}>
        {(control) => (
          <TextArea {...control} value={words} maxLength={500} onChange={(event) => setWords(event.target.value)} />
        )}
      </FieldFrame>
      {answer.error && (
        <Notice tone="bad" className="mt-3">
          {errorText(answer.error)}
        </Notice>
      )}
    </Dialog>
  );
}
