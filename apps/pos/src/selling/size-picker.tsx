import { Button, Dialog, GarmentPicture, Money, Swatch } from "@selvedge/ui";
import { Store } from "lucide-react";
import { useEffect, useState } from "react";
import { addGoods, db } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { TillSku, TillStyle } from "../device/catalog.ts";
import type { KeptLevel } from "../device/till-db.ts";
import { useT } from "../i18n/i18n.ts";
import { unitPrice } from "./style-grid.tsx";

/** Colour, then size, with what is free here and elsewhere; a touch puts a piece on the ticket. */
export function SizePicker({ style, onClose }: { style: TillStyle; onClose: () => void }) {
  const t = useT();
  const catalog = useTill((s) => s.catalog!);
  const levels = useLevels(style);
  const [colourId, setColourId] = useState(style.colours[0]?.id ?? "");
  const [added, setAdded] = useState(0);
  const colour = style.colours.find((c) => c.id === colourId) ?? style.colours[0];
  const here = catalog.head.shop.id;
  const others = catalog.head.places.filter((p) => p.id !== here);
  const skus = colour?.skus.filter((k) => k.sellable) ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={style.name}
      description={style.code}
      className="sm:w-[min(44rem,calc(100vw-2rem))]"
      footer={
        <Button tone={added > 0 ? "primary" : "plain"} size="lg" onClick={onClose}>
          {added > 0 ? t("Done, {{count}} pieces added", { count: added }) : t("Close")}
        </Button>
      }
    >
      <div className="flex gap-4 max-sm:flex-col">
        <GarmentPicture
          src={colour?.pictureUrl}
          name={`${style.name}, ${colour?.name ?? ""}`}
          hex={colour?.hex}
          size="lg"
          className="max-sm:size-28"
        />
        <div className="min-w-0 flex-1 space-y-4">
          <div role="toolbar" aria-label={t("Colour")} className="flex flex-wrap gap-2">
            {style.colours.map((c) => (
              <button
                key={c.id}
                type="button"
                aria-pressed={c.id === colour?.id}
                onClick={() => setColourId(c.id)}
                className={`flex h-11 items-center gap-2 rounded-md border px-3 text-sm font-medium ${c.id === colour?.id ? "border-accent bg-accent-soft" : "border-line bg-surface"}`}
              >
                <Swatch hex={c.hex} size="md" />
                {c.name}
              </button>
            ))}
          </div>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-2" aria-label={t("Size")}>
            {skus.map((sku) => {
              const free = levels.get(sku.id)?.at[here] ?? 0;
              const price = unitPrice(catalog, style, sku.id);
              return (
                <li key={sku.id}>
                  <button
                    type="button"
                    onClick={() => {
                      addGoods({ style, colour: colour!, sku });
                      setAdded(added + 1);
                    }}
                    className="flex w-full flex-col items-center gap-0.5 rounded-lg border border-line bg-surface px-2 py-3 hover:border-accent active:bg-accent-soft"
                  >
                    <span className="text-lg font-semibold">{sku.size}</span>
                    <span className={`text-xs font-medium ${free > 0 ? "text-good" : "text-warn"}`}>
                      {free > 0 ? t("{{count}} here", { count: free }) : t("none here")}
                    </span>
                    {price !== null && <Money amountMinor={price} className="text-xs text-ink-2" />}
                  </button>
                </li>
              );
            })}
          </ul>
          {others.length > 0 && skus.length > 0 && <OtherShops places={others} skus={skus} levels={levels} />}
        </div>
      </div>
    </Dialog>
  );
}

/** What the other places have of each size, as this device last heard. */
function OtherShops({
  places,
  skus,
  levels,
}: {
  places: readonly { id: string; name: string }[];
  skus: readonly TillSku[];
  levels: ReadonlyMap<string, KeptLevel>;
}) {
  const t = useT();
  return (
    <div className="overflow-x-auto">
      <h3 className="mb-1 flex items-center gap-1.5 text-xs font-medium text-ink-2">
        <Store className="size-3.5" aria-hidden /> {t("In other shops")}
      </h3>
      <table className="w-full text-sm" aria-label={t("In other shops")}>
        <thead>
          <tr className="text-ink-2">
            <th className="py-1 text-start font-medium">{t("Place")}</th>
            {skus.map((sku) => (
              <th key={sku.id} className="px-2 py-1 text-end font-medium">
                {sku.size}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.id} className="border-t border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {place.name}
              </th>
              {skus.map((sku) => (
                <td key={sku.id} className="tabular px-2 py-1.5 text-end">
                  {levels.get(sku.id)?.at[place.id] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is free of a style's SKUs, as this device last heard and sold since. */
function useLevels(style: TillStyle): ReadonlyMap<string, KeptLevel> {
  const levelsAt = useTill((s) => s.levelsAt);
  const [levels, setLevels] = useState<ReadonlyMap<string, KeptLevel>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: levelsAt says that the store has newer ones
  useEffect(() => {
    const ids = style.colours.flatMap((c) => c.skus.map((k) => k.id));
    let stale = false;
    void db.levels.bulkGet(ids).then((found) => {
      if (!stale) setLevels(new Map(found.flatMap((level) => (level ? [[level.skuId, level] as const] : []))));
    });
    return () => {
      stale = true;
    };
  }, [style, levelsAt]);
  return levels;
}
