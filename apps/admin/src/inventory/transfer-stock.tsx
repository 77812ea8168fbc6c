import { inventoryApi } from "@selvedge/contract";
import { Quantity } from "@selvedge/ui";
import { z } from "zod";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { NumberField, SelectField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import type { StockRow } from "./stock-list.tsx";

type Draft = { toLocationId: string; pieces: number };
type TransferProps = { row: StockRow; locations: readonly { id: string; name: string }[]; onClose: () => void };

/** Sends available pieces of one SKU to another place. */
export function TransferStock({ row, locations, onClose }: TransferProps) {
  const t = useT();
  const schema = z.object({
    toLocationId: z.uuid(t("Choose where to")),
    pieces: z
      .int()
      .min(1)
      .max(row.availableQty, t("Only {{count}} are available", { count: row.availableQty })),
  });
  const form = useContractForm<Draft>(schema, {});
  const save = async ({ toLocationId, pieces }: Draft) => {
    await call(inventoryApi.transferStock, {
      fromLocationId: row.locationId,
      toLocationId,
      lines: [{ skuId: row.skuId, qty: pieces }],
    });
    refreshQueries(queryClient, ["inventory."]);
    onClose();
  };
  return (
    <FormDialog
      title={t("Transfer stock")}
      description={`${row.styleName} · ${row.colourName} · ${row.size}`}
      form={form}
      onSubmit={save}
      button={t("Transfer")}
      onClose={onClose}
    >
      <p className="text-sm text-ink-2">
        {t("From")} <span className="text-ink">{row.locationName}</span> · {t("Available")}{" "}
        <Quantity value={row.availableQty} className="font-semibold text-ink" />
      </p>
      <SelectField
        name="toLocationId"
        label={t("To")}
        required
        placeholder={t("Choose a location")}
        options={locations
          .filter(({ id }) => id !== row.locationId)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      <NumberField name="pieces" label={t("Pieces")} required className="max-w-48" />
    </FormDialog>
  );
}
