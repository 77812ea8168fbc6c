import { catalogApi, type InputOf, type OutputOf, pricingApi } from "@selvedge/contract";
import { addDays, startOfDate } from "@selvedge/domain";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateTime,
  EmptyState,
  Menu,
  Money,
  Page,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { MoreHorizontal, Percent, Plus } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { MoneyField, NumberField, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { statusWords } from "../shell/status-words.ts";
import { type Phase, type PromotionDraft, PromotionDraftSchema, phaseOf, promotionOf } from "./promotion-draft.ts";

type Promotion = OutputOf<typeof pricingApi.listPromotions>["items"][number];

const phaseTone: Record<Phase, "good" | "note" | "neutral"> = {
  running: "good",
  coming: "note",
  over: "neutral",
  archived: "neutral",
};

/** What is off and when: running, coming and past promotions. */
export function PromotionList() {
  const t = useT();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const promotions = useApi(pricingApi.listPromotions, {});
  const mayChange = can("pricing.price.change");
  const add = mayChange && (
    <Button tone="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
      {t("New promotion")}
    </Button>
  );
  return (
    <Page title={t("Promotions")} actions={add}>
      <Loaded query={promotions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<Percent aria-hidden />} title={t("No promotions yet")} action={add}>
              {t("A promotion takes a share or an amount off every piece, in the channels and days you choose.")}
            </EmptyState>
          ) : (
            <Card flush>
              <ul className="divide-y divide-line">
                {inOrder(items).map((promotion) => (
                  <PromotionRow key={promotion.id} promotion={promotion} mayChange={mayChange} />
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      {adding && <NewPromotion onClose={() => setAdding(false)} />}
    </Page>
  );
}

const phaseOrder: readonly Phase[] = ["running", "coming", "over", "archived"];

/** What is on stands first, then what comes, then what is over; within each as the server gives them, newest first. */
function inOrder(items: readonly Promotion[]): Promotion[] {
  const now = Date.now();
  const place = (promotion: Promotion) => phaseOrder.indexOf(phaseOf(promotion, now));
  return items.toSorted((a, b) => place(a) - place(b));
}

function PromotionRow({ promotion, mayChange }: { promotion: Promotion; mayChange: boolean }) {
  const t = useT();
  const { currency } = useFormatSettings();
  const phase = phaseOf(promotion, Date.now());
  const change = useCommand(pricingApi.changePromotion, { refresh: ["pricing."], done: t("Saved") });
  const { id, version } = promotion;
  const words: Record<Phase, string> = {
    running: t("Running"),
    coming: t("Coming"),
    over: t("Over"),
    archived: t("Archived"),
  };
  const where =
    promotion.channelKinds.length === 0
      ? t("every channel")
      : promotion.channelKinds.map((kind) => statusWords(t, kind)).join(", ");
  const what =
    promotion.styleCount + promotion.categoryCount === 0
      ? t("every style")
      : [
          promotion.styleCount > 0 && t("{{count}} styles", { count: promotion.styleCount }),
          promotion.categoryCount > 0 && t("{{count}} categories", { count: promotion.categoryCount }),
        ]
          .filter(Boolean)
          .join(", ");
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:flex">
      <span className="min-w-14 shrink-0 text-lg sm:w-24 font-semibold tabular">
        {promotion.percentBasisPoints !== null ? (
          `${promotion.percentBasisPoints / 100} %`
        ) : (
          <Money amountMinor={promotion.amountMinor ?? 0} currency={currency} />
        )}
      </span>
      <span className="flex-1 sm:min-w-48">
        <span className="font-medium">{promotion.name}</span>{" "}
        <span className="font-mono text-xs text-ink-3">{promotion.code}</span>
        <span className="block text-xs text-ink-2">
          {where} · {what}
          {promotion.stackable && ` · ${t("adds up with others")}`}
          {promotion.coupon && ` · ${t("with coupon {{coupon}}", { coupon: promotion.coupon })}`}
        </span>
      </span>
      <span className="col-span-2 col-start-2 row-start-2 flex flex-wrap items-center gap-x-4 gap-y-1 sm:contents">
        <span className="text-ink-2 tabular">
          <DateTime value={promotion.startsAt} /> – <DateTime value={promotion.endsAt} />
        </span>
        <span className="sm:w-22">
          <Badge tone={phaseTone[phase]}>{words[phase]}</Badge>
        </span>
      </span>
      {mayChange && (
        <Menu
          trigger={
            <Button
              size="sm"
              tone="quiet"
              busy={change.isPending}
              icon={<MoreHorizontal aria-hidden />}
              aria-label={t("What to do with {{name}}", { name: promotion.name })}
            />
          }
          items={[
            ...(phase === "running"
              ? [
                  {
                    key: "end",
                    label: t("End it now"),
                    onSelect: () => change.mutate({ id, version, endsAt: new Date().toISOString() }),
                  },
                ]
              : []),
            promotion.status === "active"
              ? {
                  key: "archive",
                  label: t("Archive"),
                  danger: true,
                  onSelect: () => change.mutate({ id, version, status: "archived" as const }),
                }
              : {
                  key: "revive",
                  label: t("Bring back"),
                  onSelect: () => change.mutate({ id, version, status: "active" as const }),
                },
          ]}
        />
      )}
    </li>
  );
}

type NewPromotionInput = InputOf<typeof pricingApi.createPromotion>;

function NewPromotion({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { timeZone, currency } = useFormatSettings();
  const today = todayIn(timeZone);
  const form = useContractForm<PromotionDraft>(PromotionDraftSchema, {
    ...{ code: "", name: "", kind: "percent", categoryId: "", stackable: false },
    ...{ wholesale: false, retail: true, web: true, marketplace: false },
    ...{ startsOn: today, endsOn: addDays(today, 13) },
  });
  const [kind, coupon] = useWatch({ control: form.control, name: ["kind", "coupon"] });
  const save = async (draft: PromotionDraft) => {
    const input: NewPromotionInput = promotionOf(draft, (day) => startOfDate(day, timeZone));
    await call(pricingApi.createPromotion, input);
    refreshQueries(queryClient, ["pricing."]);
    onClose();
  };
  return (
    <FormDialog title={t("New promotion")} form={form} onSubmit={save} button={t("Add promotion")} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-[1fr_9rem]">
        <TextField name="name" label={t("Name")} required autoFocus />
        <TextField name="code" label={t("Code")} required />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          name="kind"
          label={t("Takes off")}
          options={[
            { value: "percent", label: t("A share") },
            { value: "amount", label: t("An amount per piece") },
          ]}
        />
        {kind === "amount" ? (
          <MoneyField name="amountMinor" label={t("Amount")} currency={currency} required />
        ) : (
          <NumberField name="percent" label={t("Percent")} required />
        )}
        <TextField name="startsOn" label={t("First day")} type="date" required />
        <TextField name="endsOn" label={t("Last day")} type="date" required />
      </div>
      <CategoryField />
      <div className="grid grid-cols-2 gap-3">
        <TextField name="coupon" label={t("Coupon")} hint={t("Blank: for everybody")} />
        {coupon && <NumberField name="couponMostUses" label={t("At most so often")} hint={t("Blank: without limit")} />}
      </div>
      <fieldset>
        <legend className="text-sm font-medium">{t("Channels")}</legend>
        <div className="flex flex-wrap gap-x-4">
          {pricingApi.channelKinds.map((channel) => (
            <Checkbox key={channel} {...form.register(channel)} label={statusWords(t, channel)} />
          ))}
        </div>
      </fieldset>
      <Checkbox {...form.register("stackable")} label={t("Adds up with other promotions")} />
    </FormDialog>
  );
}

function CategoryField() {
  const t = useT();
  const categories = useApi(catalogApi.listCategories, {});
  return (
    <SelectField
      name="categoryId"
      label={t("For")}
      placeholder={t("Every style")}
      options={(categories.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
