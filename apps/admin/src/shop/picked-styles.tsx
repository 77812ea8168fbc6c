import { shopApi } from "@selvedge/contract";
import { Button, GarmentPicture } from "@selvedge/ui";
import { ArrowUp, X } from "lucide-react";
import { useApi } from "../api/hooks.ts";
import { StylePicker } from "../catalog/style-picker.tsx";
import { useT } from "../i18n/i18n.ts";

/** Styles chosen by hand, in their order; one is added at the end and may be moved up. */
export function PickedStyles({ value, onChange }: { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const t = useT();
  const styles = useApi(shopApi.listShownStyles, {});
  const known = new Map((styles.data?.items ?? []).map((s) => [s.id, s]));
  const moveUp = (i: number) => {
    const next = [...value];
    [next[i - 1], next[i]] = [next[i]!, next[i - 1]!];
    onChange(next);
  };
  return (
    <div className="space-y-2">
      <ol className="divide-y divide-line rounded-md border border-line empty:hidden" aria-label={t("Styles in it")}>
        {value.map((id, i) => {
          const style = known.get(id);
          const name = style?.name ?? t("A style that is not for sale");
          return (
            <li key={id} className="flex items-center gap-3 px-3 py-1.5 text-sm">
              <GarmentPicture size="xs" src={style?.pictureUrl} name={name} hex={style?.hex} />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Button
                size="sm"
                tone="quiet"
                icon={<ArrowUp aria-hidden />}
                disabled={i === 0}
                aria-label={t("Move {{name}} up", { name })}
                onClick={() => moveUp(i)}
              />
              <Button
                size="sm"
                tone="quiet"
                icon={<X aria-hidden />}
                aria-label={t("Take {{name}} out", { name })}
                onClick={() => onChange(value.filter((other) => other !== id))}
              />
            </li>
          );
        })}
      </ol>
      <StylePicker taken={value} onPick={(id) => onChange([...value, id])} />
    </div>
  );
}
