import type { tillApi } from "@selvedge/contract";
import { Button, Dialog, FieldFrame, Input, SearchInput } from "@selvedge/ui";
import { UserMinus } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { changeTicket, db, deliverSoon } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { makeId, writeEvent } from "../device/write-event.ts";
import { useT } from "../i18n/i18n.ts";

/** Finds a customer on the device by name, phone or e-mail, or adds one: with or without network. */
export function CustomerDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const customer = useTill((s) => s.ticket.customer);
  const [text, setText] = useState("");
  const [adding, setAdding] = useState(false);
  const found = useFound(text);
  const take = (one: tillApi.TillCustomer | null) => {
    changeTicket((ticket) => ({ ...ticket, customer: one }));
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={adding ? t("New customer") : t("Customer")}>
      {adding ? (
        <NewCustomer typed={text} onAdded={take} />
      ) : (
        <div className="space-y-3">
          <SearchInput
            value={text}
            onChange={setText}
            delay={80}
            label={t("Name, phone or e-mail")}
            placeholder={t("Name, phone or e-mail")}
            className="[&_input]:h-12"
          />
          <ul className="max-h-72 space-y-1.5 overflow-y-auto">
            {found.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  onClick={() => take(one)}
                  className="flex min-h-14 w-full items-center justify-between gap-3 rounded-lg border border-line px-4 py-2 text-start hover:border-accent"
                >
                  <span className="min-w-0">
                    <span className="block truncate font-medium">{one.name}</span>
                    <span className="block truncate text-sm text-ink-2">
                      {[one.phone, one.email].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                  {one.priceTier && <span className="text-sm text-ink-2">{one.priceTier}</span>}
                </button>
              </li>
            ))}
          </ul>
          {text !== "" && found.length === 0 && (
            <p className="text-ink-2">{t("Nobody on this till fits; add them.")}</p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button tone="primary" size="lg" onClick={() => setAdding(true)}>
              {t("New customer")}
            </Button>
            {customer && (
              <Button size="lg" onClick={() => take(null)}>
                <UserMinus aria-hidden /> {t("Without a customer")}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function useFound(text: string): tillApi.TillCustomer[] {
  const [found, setFound] = useState<tillApi.TillCustomer[]>([]);
  useEffect(() => {
    let stale = false;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const digits = text.replace(/\D/g, "");
    const fits = (c: tillApi.TillCustomer) => {
      if (!c.active) return false;
      const line = `${c.name} ${c.email ?? ""} ${c.code ?? ""}`.toLowerCase();
      return (
        words.every((w) => line.includes(w)) ||
        (digits.length >= 4 && (c.phone ?? "").replace(/\D/g, "").includes(digits))
      );
    };
    const looking = words.length === 0 ? Promise.resolve([]) : db.customers.filter(fits).limit(30).toArray();
    void looking.then((rows) => !stale && setFound(rows));
    return () => {
      stale = true;
    };
  }, [text]);
  return found;
}

function NewCustomer({ typed, onAdded }: { typed: string; onAdded: (customer: tillApi.TillCustomer) => void }) {
  const t = useT();
  const isNumber = /^[+\d][\d\s-]{5,}$/.test(typed);
  const [name, setName] = useState(isNumber ? "" : typed);
  const [phone, setPhone] = useState(isNumber ? typed : "");
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setProblem(t("A name is needed"));
    const customerId = makeId();
    const contact = { phone: phone.trim() || null, email: email.trim() || null };
    try {
      await writeEvent(db, "customer_added", () => ({ customerId, name: name.trim(), ...contact }));
    } catch {
      return setProblem(t("This is no e-mail address"));
    }
    const plain = { code: null, priceTier: null, taxNumber: null, country: null, state: null, active: true };
    const customer = { id: customerId, name: name.trim(), ...contact, ...plain };
    await db.customers.put(customer);
    deliverSoon();
    onAdded(customer);
  };
  return (
    <form className="space-y-4" onSubmit={submit}>
      <FieldFrame label={t("Name")} error={problem ?? undefined}>
        {(control) => (
          <Input {...control} value={name} onChange={(e) => setName(e.target.value)} autoFocus maxLength={200} />
        )}
      </FieldFrame>
      <FieldFrame label={t("Phone")}>
        {(control) => (
          <Input {...control} value={phone} onChange={(e) => setPhone(e.target.value)} inputMode="tel" maxLength={40} />
        )}
      </FieldFrame>
      <FieldFrame label={t("E-mail")}>
        {(control) => (
          <Input {...control} value={email} onChange={(e) => setEmail(e.target.value)} type="email" maxLength={200} />
        )}
      </FieldFrame>
      <Button type="submit" tone="primary" size="lg" className="w-full">
        {t("Add the customer")}
      </Button>
    </form>
  );
}
