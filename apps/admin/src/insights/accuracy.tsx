import { Badge } from "@selvedge/ui";
import { type Translate, useT } from "../i18n/i18n.ts";

/** A blend of models by its strongest part: "ETS(A,N,N) 21 % + tsb 20 % + …" is "ETS(A,N,N) + 5". */
export function modelWords(model: string): string {
  const parts = model.split(" + ");
  const first = (parts[0] ?? model).replace(/ \d+ %$/, "");
  return parts.length > 1 ? `${first} + ${parts.length - 1}` : first;
}

/** The names within a blend of models, as far as they are words. */
export function blendWords(t: Translate, model: string): string {
  return model
    .replaceAll("with constant", t("with constant"))
    .replaceAll("on logarithms", t("on logarithms"))
    .replaceAll("moving-average", t("moving average"))
    .replaceAll("seasonal naive", t("seasonal naive"))
    .replaceAll("global boosting", t("boosting over all series"));
}

/** How much better (or worse) than the naive forecast, said plainly. */
export function MarginOverNaive({ value }: { value: number | null }) {
  const t = useT();
  if (value === null) return <span className="text-xs text-ink-3">{t("not enough history")}</span>;
  const percent = Math.round(Math.abs(value) * 100);
  if (percent === 0) return <Badge>{t("As good as naive")}</Badge>;
  return value > 0 ? (
    <Badge tone="good">{t("{{percent}}% better than naive", { percent })}</Badge>
  ) : (
    <Badge tone="warn">{t("{{percent}}% worse than naive", { percent })}</Badge>
  );
}
