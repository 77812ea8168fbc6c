import { tenancyApi, tillApi } from "@selvedge/contract";
import { Badge, Button, Card, Checkbox, Dialog, EmptyState, FieldFrame, Input, Notice, Select } from "@selvedge/ui";
import { KeyRound, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { TillPage } from "./till-tabs.tsx";

type Cashier = { userId: string; name: string; approves: boolean; discountLimitBasisPoints: number; status: string };

/** Who sells at tills, with which discount of their own, and who approves more. */
export function CashierList() {
  const t = useT();
  const can = useCan();
  const cashiers = useApi(tillApi.listCashiers, {});
  const [changing, setChanging] = useState<Cashier | "new" | null>(null);
  const mayChange = can("pos.till.change") && can("identity.user.read");
  const add = mayChange && (
    <Button tone="primary" icon={<Plus aria-hidden />} onClick={() => setChanging("new")}>
      {t("Let somebody sell")}
    </Button>
  );
  return (
    <TillPage current="cashiers" actions={add}>
      <Loaded query={cashiers}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<KeyRound aria-hidden />} title={t("Nobody may sell at the tills yet")} action={add}>
              {t("A cashier signs in at the till with a PIN, with and without network.")}
            </EmptyState>
          ) : (
            <Card flush>
              <ul className="divide-y divide-line">
                {items.map((cashier) => (
                  <li key={cashier.userId} className="flex min-h-14 flex-wrap items-center gap-3 px-4 py-2 text-sm">
                    <span className="min-w-40 flex-1">
                      <span className="font-medium">{cashier.name}</span>
                      <span className="block text-xs text-ink-2">
                        {t("Discounts up to {{limit}} % alone", { limit: cashier.discountLimitBasisPoints / 100 })}
                      </span>
                    </span>
                    {cashier.approves && <Badge tone="accent">{t("Approves")}</Badge>}
                    {cashier.status === "archived" && <Badge>{t("May not sell")}</Badge>}
                    {mayChange && (
                      <Button size="sm" onClick={() => setChanging(cashier)}>
                        {t("Change")}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      {changing && (
        <CashierDialog
          cashier={changing === "new" ? null : changing}
          taken={cashiers.data?.items.map((c) => c.userId) ?? []}
          onClose={() => setChanging(null)}
        />
      )}
    </TillPage>
  );
}

function CashierDialog({ cashier, taken, onClose }: { cashier: Cashier | null; taken: string[]; onClose: () => void }) {
  const t = useT();
  const users = useApi(tenancyApi.listUsers, { limit: 200 }, { enabled: cashier === null });
  const [userId, setUserId] = useState(cashier?.userId ?? "");
  const [pin, setPin] = useState("");
  const [limit, setLimit] = useState(String((cashier?.discountLimitBasisPoints ?? 1000) / 100));
  const [approves, setApproves] = useState(cashier?.approves ?? false);
  const [sells, setSells] = useState(cashier?.status !== "archived");
  const save = useCommand(tillApi.setCashier, { refresh: ["pos."], quietErrors: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const discountLimitBasisPoints = Math.round(Number(limit.replace(",", ".")) * 100);
    save.mutate(
      { userId, ...(pin ? { pin } : {}), approves, discountLimitBasisPoints, status: sells ? "active" : "archived" },
      { onSuccess: onClose },
    );
  };
  const people = (users.data?.items ?? []).filter((u) => u.status === "active" && !taken.includes(u.id));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={cashier?.name ?? t("Let somebody sell")}
      footer={
        <Button
          type="submit"
          form="cashier"
          tone="primary"
          busy={save.isPending}
          disabled={!userId || (!cashier && !pin)}
        >
          {t("Save")}
        </Button>
      }
    >
      <form id="cashier" onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        {!cashier && (
          <FieldFrame label={t("Person")} className="sm:col-span-2">
            {(control) => (
              <Select
                {...control}
                value={userId}
                onChange={(e) => setUserId(e.target.value)}
                placeholder={t("Choose")}
                options={people.map((u) => ({ value: u.id, label: u.name }))}
              />
            )}
          </FieldFrame>
        )}
        <FieldFrame label={cashier ? t("New PIN") : t("PIN")} hint={t("Four to eight digits")}>
          {(control) => (
            <Input
              {...control}
              value={pin}
              onChange={(e) => setPin(e.target.value.replace(/\D/g, "").slice(0, 8))}
              type="password"
              inputMode="numeric"
              autoComplete="new-password"
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("Largest discount alone")}>
          {(control) => (
            <Input
              {...control}
              value={limit}
              onChange={(e) => setLimit(e.target.value)}
              inputMode="decimal"
              trail="%"
            />
          )}
        </FieldFrame>
        <Checkbox
          checked={approves}
          onChange={(e) => setApproves(e.target.checked)}
          label={t("Approves what is past others' limit")}
        />
        <Checkbox checked={sells} onChange={(e) => setSells(e.target.checked)} label={t("May sell")} />
        {save.error && (
          <Notice tone="bad" className="sm:col-span-2">
            {errorText(save.error)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
