import { catalogApi, decideApi, type OutputOf } from "@selvedge/contract";
import { Card, type ComboboxItem, EmptyState, formatShare, Progress, Share, useFormatSettings } from "@selvedge/ui";
import { Ruler } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { StylePicker } from "../../catalog/style-picker.tsx";
import { useT } from "../../i18n/i18n.ts";
import { CustomerPicker } from "../customer-picker.tsx";
import { cutWords } from "./fit-words.ts";

type Advice = OutputOf<typeof decideApi.getSizeAdvice>;

/** What the shop tells everybody, and a customer, of a style's size. */
export function FitTry() {
  const t = useT();
  const [styleId, setStyle] = useState<string | null>(null);
  const [customer, setCustomer] = useState<ComboboxItem | null>(null);
  const style = useApi(catalogApi.getStyle, { id: styleId ?? "" }, { enabled: styleId !== null });
  const input = { styleId: styleId ?? "", ...(customer ? { customerId: customer.value } : {}) };
  const advice = useApi(decideApi.getSizeAdvice, input, { enabled: styleId !== null, keepPrevious: false });
  return (
    <div className="space-y-4 pt-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <StylePicker taken={[]} onPick={setStyle} />
        <CustomerPicker
          value={customer}
          placeholder={t("A customer: by what they kept and sent back")}
          onChange={setCustomer}
        />
      </div>
      {styleId === null ? (
        <EmptyState icon={<Ruler aria-hidden />} title={t("Choose a style")}>
          {t("See here what the shop says of its size, to everybody and to a customer.")}
        </EmptyState>
      ) : (
        <Loaded query={advice}>
          {(told) => (
            <div className="grid gap-4 lg:grid-cols-2">
              <Everybody name={style.data?.name ?? ""} told={told} />
              {customer && <You name={customer.label} told={told} />}
            </div>
          )}
        </Loaded>
      )}
    </div>
  );
}

function Everybody({ name, told }: { name: string; told: Advice }) {
  const t = useT();
  return (
    <Card title={name}>
      {told.everybody ? (
        <>
          <p className="text-lg font-semibold">{cutWords(t, told.everybody)}</p>
          <p className="mt-1 text-sm text-ink-2">
            {t("{{small}} too small and {{large}} too large of {{pieces}}", {
              ...{ small: told.everybody.small, large: told.everybody.large, pieces: told.everybody.pieces },
            })}
          </p>
        </>
      ) : (
        <p className="text-sm text-ink-2">{t("Nothing is known of its size yet: too little was sold or sent back.")}</p>
      )}
    </Card>
  );
}

function You({ name, told: { you } }: { name: string; told: Advice }) {
  const t = useT();
  const { locale } = useFormatSettings();
  if (!you) {
    return (
      <Card title={name}>
        <p className="text-sm text-ink-2">
          {t("Nothing they bought in this size scale says anything yet; they see what everybody sees.")}
        </p>
      </Card>
    );
  }
  return (
    <Card title={name}>
      <p className="text-lg font-semibold">
        {t("We suggest {{size}}", { size: you.size })}{" "}
        <span className="text-sm font-normal text-ink-3">
          {t("{{percent}} sure", { percent: formatShare(you.confidence, locale, 0) })}
        </span>
      </p>
      {you.kept && (
        <p className="mt-1 text-sm text-ink-2">
          {you.kept.inCategory
            ? t("Styles of this category they kept in {{size}}: {{styles}}", {
                size: you.kept.size,
                styles: you.kept.styles,
              })
            : t("Styles of this size scale they kept in {{size}}: {{styles}}", {
                size: you.kept.size,
                styles: you.kept.styles,
              })}
        </p>
      )}
      <ul className="mt-3 space-y-2 text-sm">
        {you.chances.map((c) => (
          <li key={c.size} className="flex items-center gap-3">
            <span className={c.size === you.size ? "w-14 font-semibold" : "w-14"}>{c.size}</span>
            <Progress
              label={t("Fits")}
              value={c.fits * 100}
              tone={c.size === you.size ? "good" : undefined}
              className="flex-1"
            />
            <span className="tabular w-24 text-end text-xs text-ink-3">
              {t("fits")} <Share value={c.fits} digits={0} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
