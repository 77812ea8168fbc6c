import { inventoryApi } from "@selvedge/contract";
import {
  Button,
  Card,
  EmptyState,
  FieldFrame,
  Input,
  MoneyInput,
  Notice,
  Page,
  Select,
  SizeGrid,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { PackagePlus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { StylePicker } from "../catalog/style-picker.tsx";
import { useGridStyles } from "../catalog/use-grid-styles.ts";
import { useT } from "../i18n/i18n.ts";

/** Goods in, through the grid: place, styles, pieces and what one piece cost. */
export function ReceiveStock() {
  const t = useT();
  const navigate = useNavigate();
  const { currency, timeZone } = useFormatSettings();
  const locations = useApi(inventoryApi.listLocations, {});
  const [locationId, setLocationId] = useState("");
  const [reason, setReason] = useState<"receipt" | "opening">("receipt");
  const [receivedOn, setReceivedOn] = useState(todayIn(timeZone));
  const [note, setNote] = useState("");
  const [styleIds, setStyleIds] = useState<string[]>([]);
  const [pieces, setPieces] = useState<Record<string, number>>({});
  const [costs, setCosts] = useState<Record<string, number | null>>({});
  const place = locationId || locations.data?.items[0]?.id || "";
  const { grid } = useGridStyles(styleIds, { locationId: place || null });
  const lines = useMemo(
    () =>
      grid.flatMap((style) =>
        style.rows
          .flatMap((row) => row.cells)
          .flatMap((cell) => {
            const qty = cell ? pieces[cell.skuId] : 0;
            return cell && qty ? [{ skuId: cell.skuId, qty, unitCostMinor: costs[style.key] ?? -1 }] : [];
          }),
      ),
    [grid, pieces, costs],
  );
  const unpriced = lines.some((line) => line.unitCostMinor < 0);
  const receive = useCommand(inventoryApi.receiveStock, {
    refresh: ["inventory.", "reports.", "catalog.list_styles"],
    done: (output) => t("{{count}} lines received", { count: output.moves }),
    onDone: () => void navigate({ to: "/stock" }),
    quietErrors: true,
  });
  const submit = () =>
    receive.mutate({ locationId: place, reason, receivedOn, lines, ...(note.trim() ? { note: note.trim() } : {}) });
  return (
    <Page
      title={t("Receive stock")}
      back={
        <Link to="/stock" className="text-ink-2 hover:underline">
          {t("Stock")}
        </Link>
      }
      actions={
        <Button
          tone="primary"
          icon={<PackagePlus aria-hidden />}
          busy={receive.isPending}
          disabled={lines.length === 0 || unpriced || !place}
          onClick={submit}
        >
          {t("Receive")}
        </Button>
      }
    >
      {receive.error && <Notice tone="bad">{errorText(receive.error)}</Notice>}
      <Card>
        <div className="grid gap-4 sm:grid-cols-4">
          <FieldFrame label={t("Location")}>
            {(control) => (
              <Select
                {...control}
                value={place}
                options={(locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => setLocationId(event.target.value)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Kind")}>
            {(control) => (
              <Select
                {...control}
                value={reason}
                options={[
                  { value: "receipt", label: t("Goods receipt") },
                  { value: "opening", label: t("Opening stock") },
                ]}
                onChange={(event) => setReason(event.target.value as typeof reason)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Received on")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={receivedOn}
                max={todayIn(timeZone)}
                onChange={(event) => setReceivedOn(event.target.value)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Note")}>
            {(control) => <Input {...control} value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />}
          </FieldFrame>
        </div>
        <div className="mt-4 max-w-lg">
          <StylePicker taken={styleIds} onPick={(id) => setStyleIds([...styleIds, id])} />
        </div>
      </Card>
      {grid.length === 0 ? (
        <Card>
          <EmptyState icon={<PackagePlus aria-hidden />} title={t("Which goods came in?")}>
            {t("Add the styles of the delivery, type the pieces per colour and size, or paste them from a sheet.")}
          </EmptyState>
        </Card>
      ) : (
        <SizeGrid
          label={t("Pieces received")}
          styles={grid}
          onChange={setPieces}
          styleAside={(style) => (
            <span className="flex items-center gap-1">
              <MoneyInput
                aria-label={t("Unit cost of {{name}}", { name: style.name })}
                title={t("Unit cost")}
                placeholder={t("Unit cost")}
                className="w-32"
                currency={currency}
                value={costs[style.key]}
                onChange={(cost) => setCosts((all) => ({ ...all, [style.key]: cost }))}
              />
              <Button
                tone="quiet"
                size="icon"
                aria-label={t("Remove {{name}}", { name: style.name })}
                onClick={() => setStyleIds(styleIds.filter((id) => id !== style.key))}
              >
                <Trash2 aria-hidden />
              </Button>
            </span>
          )}
        />
      )}
      {unpriced && <Notice tone="warn">{t("Every style received needs its unit cost.")}</Notice>}
    </Page>
  );
}
