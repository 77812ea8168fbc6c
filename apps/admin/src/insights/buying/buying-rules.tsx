import { catalogApi, decideApi, type OutputOf } from "@selvedge/contract";
import { Button, Card, Dialog, FieldFrame, Input, Money, MoneyInput, Quantity, Select, Share } from "@selvedge/ui";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";

type Rule = OutputOf<typeof decideApi.listBuyingRules>["items"][number];

/** Lead times, service, minimums and packs: for everything, and where a category differs. */
export function BuyingRules() {
  const t = useT();
  const can = useCan();
  const rules = useApi(decideApi.listBuyingRules, {});
  const [editing, setEditing] = useState<Rule | "new" | null>(null);
  const mayChange = can("insights.buying.change");
  return (
    <Loaded query={rules}>
      {({ items }) => (
        <div className="space-y-3 pt-4">
          <div className="grid gap-3 lg:grid-cols-2">
            {items.map((rule) => (
              <Card
                key={rule.id}
                title={rule.scopeName ?? t("Everything")}
                actions={
                  mayChange && (
                    <Button size="sm" icon={<Pencil aria-hidden />} onClick={() => setEditing(rule)}>
                      {t("Edit")}
                    </Button>
                  )
                }
              >
                <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-3">
                  <Fact name={t("Days from order to shelf")}>
                    <Quantity value={rule.leadTimeDays} /> ± <Quantity value={rule.leadTimeDeviationDays} />
                  </Fact>
                  <Fact name={t("Days between looks")}>
                    <Quantity value={rule.reviewDays} />
                  </Fact>
                  <Fact name={t("In stock")}>
                    <Share value={rule.serviceLevel} />
                  </Fact>
                  <Fact name={t("Least quantity")}>
                    <Quantity value={rule.minOrderQty} />
                  </Fact>
                  <Fact name={t("Pieces in a pack")}>
                    {rule.carton ? (
                      Object.entries(rule.carton)
                        .map(([size, qty]) => `${size} ${qty}`)
                        .join(" · ")
                    ) : (
                      <Quantity value={rule.packSize} />
                    )}
                  </Fact>
                  <Fact name={t("Cost of an order")}>
                    <Money amountMinor={rule.orderCostMinor} />
                  </Fact>
                </dl>
              </Card>
            ))}
          </div>
          {mayChange && (
            <Button icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
              {t("Add a rule for a category")}
            </Button>
          )}
          {editing && (
            <RuleDialog rule={editing === "new" ? null : editing} usual={items[0]!} onClose={() => setEditing(null)} />
          )}
        </div>
      )}
    </Loaded>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** "S 1, M 2, L 2" as pieces by size; null for loose pieces. */
function readCarton(text: string): Record<string, number> | null {
  const parts = [...text.matchAll(/([^\s,;:]+)\s*[:= ]\s*(\d+)/g)].map(
    ([, size, qty]) => [size!, Number(qty)] as const,
  );
  return parts.length > 0 ? Object.fromEntries(parts) : null;
}

function RuleDialog({ rule, usual, onClose }: { rule: Rule | null; usual: Rule; onClose: () => void }) {
  const t = useT();
  const from = rule ?? usual;
  const categories = useApi(catalogApi.listCategories, {}, { enabled: rule === null });
  const [scopeId, setScopeId] = useState<string>("");
  const [figures, setFigures] = useState(() => ({
    ...{
      leadTimeDays: from.leadTimeDays,
      leadTimeDeviationDays: from.leadTimeDeviationDays,
      reviewDays: from.reviewDays,
    },
    ...{ service: from.serviceLevel * 100, minOrderQty: from.minOrderQty, packSize: from.packSize },
    ...{ salvage: from.salvageShare * 100, holding: from.holdingShare * 100 },
  }));
  const [orderCostMinor, setOrderCost] = useState<number | null>(from.orderCostMinor);
  const [carton, setCarton] = useState(
    Object.entries(from.carton ?? {})
      .map(([size, qty]) => `${size} ${qty}`)
      .join(", "),
  );
  const save = useCommand(decideApi.setBuyingRule, {
    refresh: ["insights.list_buying_rules"],
    done: t("Saved. The next plan goes by it."),
    onDone: onClose,
  });
  const submit = () => {
    const scope = rule?.scope ?? "category";
    const target = rule?.scopeId ?? scopeId;
    const { service, salvage, holding, ...days } = figures;
    save.mutate({
      ...{ scope, ...(scope === "all" ? {} : { scopeId: target }), ...days, carton: readCarton(carton) },
      ...{ serviceLevel: service / 100, salvageShare: salvage / 100, holdingShare: holding / 100 },
      orderCostMinor: orderCostMinor ?? 0,
      ...(rule && rule.version > 0 ? { version: rule.version } : {}),
    });
  };
  const number = (key: keyof typeof figures, label: string, hint?: string) => (
    <FieldFrame label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          value={figures[key]}
          onChange={(e) => setFigures({ ...figures, [key]: Number(e.target.value) })}
        />
      )}
    </FieldFrame>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={rule ? (rule.scopeName ?? t("Everything")) : t("Rule for a category")}
      description={t("The closest rule holds: the style's, else its category's, else the one for everything.")}
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t("Go back")}
          </Button>
          <Button tone="primary" busy={save.isPending} disabled={rule === null && !scopeId} onClick={submit}>
            {t("Save")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {rule === null && (
          <FieldFrame label={t("Category")} required className="sm:col-span-2">
            {(control) => (
              <Select
                {...control}
                value={scopeId}
                placeholder={t("Choose a category")}
                onChange={(e) => setScopeId(e.target.value)}
                options={(categories.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))}
              />
            )}
          </FieldFrame>
        )}
        {number("leadTimeDays", t("Days from order to shelf"))}
        {number("leadTimeDeviationDays", t("Late or early by, in days"))}
        {number("reviewDays", t("Days between looks"))}
        {number("service", t("In stock, in percent of times"))}
        {number("minOrderQty", t("Least quantity"), t("Pieces of a style in one order"))}
        {number("packSize", t("Pieces in a pack"))}
        <FieldFrame label={t("Fixed carton")} hint={t("For example S 1, M 2, L 2, XL 1; empty for loose pieces")}>
          {(control) => <Input {...control} value={carton} onChange={(e) => setCarton(e.target.value)} />}
        </FieldFrame>
        <FieldFrame label={t("Cost of an order")}>
          {(control) => <MoneyInput {...control} value={orderCostMinor} onChange={setOrderCost} />}
        </FieldFrame>
        {number("holding", t("Keeping goods, percent of their value a year"))}
        {number("salvage", t("Left over, percent of cost it still brings"))}
      </div>
    </Dialog>
  );
}
