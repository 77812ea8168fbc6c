import { partyApi } from "@selvedge/contract";
import { Combobox, type ComboboxItem } from "@selvedge/ui";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";

/** Finds a customer by name, code or phone number. */
export function CustomerPicker({
  value,
  placeholder,
  onChange,
}: {
  value: ComboboxItem | null;
  placeholder: string;
  onChange: (item: ComboboxItem | null) => void;
}) {
  const t = useT();
  const [q, setQ] = useState("");
  const found = useApi(partyApi.listCustomers, { limit: 20, ...(q ? { q } : {}) });
  const items = (found.data?.items ?? []).map((c) => ({ value: c.id, label: c.name, detail: c.place ?? c.code ?? "" }));
  return (
    <Combobox
      value={value}
      label={t("Customer")}
      placeholder={placeholder}
      items={items}
      busy={found.isFetching}
      onSearch={setQ}
      onChange={onChange}
      clearable
    />
  );
}
