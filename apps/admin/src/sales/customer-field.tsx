import { partyApi } from "@selvedge/contract";
import { Combobox, type ComboboxItem, FieldFrame } from "@selvedge/ui";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { NewCustomer } from "../party/new-customer.tsx";
import { useCan } from "../session/session-store.ts";

type CustomerFieldProps = {
  chosen: { id: string; name: string } | null;
  onChoose: (id: string | null) => void;
  mayCreate: boolean;
};

/** Who buys: found by name, phone or e-mail, or added on the spot. */
export function CustomerField({ chosen, onChoose, mayCreate }: CustomerFieldProps) {
  const t = useT();
  const can = useCan();
  const [q, setQ] = useState("");
  const [creating, setCreating] = useState<string | null>(null);
  const found = useApi(
    partyApi.listCustomers,
    { limit: 12, ...(q ? { q } : {}) },
    { enabled: can("party.customer.read") },
  );
  const items: ComboboxItem[] = (found.data?.items ?? []).map((customer) => ({
    value: customer.id,
    label: customer.name,
    detail: [customer.code, customer.phone ?? customer.email, customer.place].filter(Boolean).join(" · "),
  }));
  return (
    <FieldFrame label={t("Customer")}>
      {(control) => (
        <>
          <Combobox
            id={control.id}
            value={chosen && { value: chosen.id, label: chosen.name }}
            placeholder={t("Walk-in, or name, phone, e-mail")}
            items={items}
            busy={found.isFetching}
            onSearch={setQ}
            clearable
            onChange={(item) => onChoose(item?.value ?? null)}
            {...(mayCreate
              ? {
                  onCreate: {
                    label: (query: string) => t("Add customer “{{name}}”", { name: query }),
                    run: setCreating,
                  },
                }
              : {})}
          />
          {creating !== null && (
            <NewCustomer
              name={creating}
              onClose={() => setCreating(null)}
              onMade={(made) => {
                setCreating(null);
                onChoose(made.id);
              }}
            />
          )}
        </>
      )}
    </FieldFrame>
  );
}
