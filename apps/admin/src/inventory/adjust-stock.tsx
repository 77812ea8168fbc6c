import { inventoryApi } from "@selvedge/contract";
import { Dialog, Quantity, Segmented, useFormatSettings } from "@selvedge/ui";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { z } from "zod";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { Form, MoneyField, NumberField, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import type { StockRow } from "./stock-list.tsx";

type Mode = "counted" | "difference";
type Draft = { pieces: number; reason: "adjustment" | "count" | "scrap"; note?: string; unitCostMinor?: number };

const schemas = {
  counted: z.object({
    pieces: z.int("A whole number of pieces").min(0),
    reason: z.enum(["adjustment", "count", "scrap"]),
    note: z.string().max(500).optional(),
    unitCostMinor: z.int().min(0).optional(),
  }),
  difference: z.object({
    pieces: z.int("A whole number of pieces").refine((value) => value !== 0, "More or less than zero"),
    reason: z.enum(["adjustment", "count", "scrap"]),
    note: z.string().max(500).optional(),
    unitCostMinor: z.int().min(0).optional(),
  }),
};

/** Corrects one level: to what was counted, or by a difference. */
export function AdjustStock({ row, onClose }: { row: StockRow; onClose: () => void }) {
  const t = useT();
  const [mode, setMode] = useState<Mode>("counted");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Adjust stock")}
      description={`${row.styleName} · ${row.colourName} · ${row.size} · ${row.locationName}`}
      footer={<SaveButton form="adjust">{t("Adjust")}</SaveButton>}
    >
      <Segmented
        label={t("How")}
        value={mode}
        onChange={setMode}
        className="mb-4"
        options={[
          { value: "counted", label: t("Counted") },
          { value: "difference", label: t("Difference") },
        ]}
      />
      <AdjustForm key={mode} row={row} mode={mode} onClose={onClose} />
    </Dialog>
  );
}

function AdjustForm({ row, mode, onClose }: { row: StockRow; mode: Mode; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Draft>(schemas[mode], { reason: mode === "counted" ? "count" : "adjustment" });
  const save = async ({ pieces, reason, note, unitCostMinor }: Draft) => {
    await call(inventoryApi.adjustStock, {
      locationId: row.locationId,
      reason,
      ...(note ? { note } : {}),
      lines: [
        {
          skuId: row.skuId,
          ...(mode === "counted" ? { countedQty: pieces } : { differenceQty: pieces }),
          ...(unitCostMinor === undefined ? {} : { unitCostMinor }),
        },
      ],
    });
    refreshQueries(queryClient, ["inventory.", "reports."]);
    onClose();
  };
  return (
    <Form id="adjust" form={form} onSubmit={save} className="space-y-4">
      <p className="text-sm text-ink-2">
        {t("On hand")} <Quantity value={row.onHandQty} className="font-semibold text-ink" /> · {t("Reserved")}{" "}
        <Quantity value={row.reservedQty} className="font-semibold text-ink" />
      </p>
      <NumberField
        name="pieces"
        label={mode === "counted" ? t("Pieces counted") : t("Pieces more (or less, with a minus)")}
        required
        autoFocus
        className="max-w-48"
      />
      <SelectField
        name="reason"
        label={t("Reason")}
        options={[
          { value: "count", label: t("Count") },
          { value: "adjustment", label: t("Correction") },
          { value: "scrap", label: t("Scrap") },
        ]}
      />
      <FoundCost row={row} mode={mode} />
      <TextField name="note" label={t("Note")} maxLength={500} />
    </Form>
  );
}

/** Pieces that turn up need a cost; without one the newest cost is taken. */
function FoundCost({ row, mode }: { row: StockRow; mode: Mode }) {
  const t = useT();
  const { currency } = useFormatSettings();
  const { watch } = useFormContext<Draft>();
  const pieces = watch("pieces");
  const more = mode === "counted" ? pieces > row.onHandQty : pieces > 0;
  if (!more) return null;
  return (
    <MoneyField
      name="unitCostMinor"
      label={t("Unit cost of the found pieces")}
      hint={t("Left empty, the newest cost is taken.")}
      currency={currency}
      className="max-w-48"
    />
  );
}
