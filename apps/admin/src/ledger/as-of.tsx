import { Input, todayIn, useFormatSettings } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n/i18n.ts";

/** The day a statement speaks of, kept in the URL; today when not said. */
export function useAsOf(): [string, (day: string) => void] {
  const { timeZone } = useFormatSettings();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { asOf?: string }).asOf;
  return [
    asked ?? todayIn(timeZone),
    (day) => void navigate({ to: ".", search: (day ? { asOf: day } : {}) as never, replace: true }),
  ];
}

export function AsOfInput({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const t = useT();
  return (
    <span className="flex items-center gap-2 text-sm text-ink-2">
      <span aria-hidden>{t("At the end of")}</span>
      <Input
        type="date"
        aria-label={t("At the end of")}
        className="w-38"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
