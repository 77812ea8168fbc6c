import { catalogApi } from "@selvedge/contract";
import { Combobox, type ComboboxItem, GarmentPicture } from "@selvedge/ui";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";

type StylePickerProps = { onPick: (styleId: string) => void; taken: readonly string[]; autoFocus?: boolean };

/** Finds a style by name, code, SKU or GTIN and hands it on; stays open-minded for the next one. */
export function StylePicker({ onPick, taken }: StylePickerProps) {
  const t = useT();
  const [q, setQ] = useState("");
  const styles = useApi(catalogApi.listStyles, { limit: 20, kind: "goods" as const, ...(q ? { q } : {}) });
  const items: ComboboxItem[] = (styles.data?.items ?? [])
    .filter((style) => !taken.includes(style.id))
    .map((style) => ({
      value: style.id,
      label: style.name,
      detail: `${style.code} · ${t("{{count}} pieces", { count: style.availableQty })}`,
      lead: (
        <GarmentPicture
          size="xs"
          src={style.colours.find((colour) => colour.pictureUrl)?.pictureUrl}
          name={style.name}
          category={style.categoryName}
          hex={style.colours[0]?.hex}
        />
      ),
    }));
  return (
    <Combobox
      value={null}
      label={t("Add a style")}
      placeholder={t("Add a style: name, code, SKU or GTIN")}
      items={items}
      busy={styles.isFetching}
      onSearch={setQ}
      onChange={(item) => item && onPick(item.value)}
    />
  );
}
