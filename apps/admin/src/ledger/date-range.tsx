import { addDays, Input, Select, todayIn, useFormatSettings } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";

export type Range = { from: string; to: string };

/** Named ranges of business dates up to `today`; the fiscal year begins with the given month (1 to 12). */
export function namedRange(name: string, today: string, fiscalMonth = 4): Range | null {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const first = (y: number, m: number) => `${y}-${String(m).padStart(2, "0")}-01`;
  switch (name) {
    case "month":
      return { from: first(year, month), to: today };
    case "last-month": {
      const start = month === 1 ? first(year - 1, 12) : first(year, month - 1);
      return { from: start, to: addDays(first(year, month), -1) };
    }
    case "90":
      return { from: addDays(today, -89), to: today };
    case "year":
      return { from: first(month >= fiscalMonth ? year : year - 1, fiscalMonth), to: today };
    case "last-year": {
      const start = month >= fiscalMonth ? year : year - 1;
      return { from: first(start - 1, fiscalMonth), to: addDays(first(start, fiscalMonth), -1) };
    }
    default:
      return null;
  }
}

type DateRangeProps = { value: Range; onChange: (range: Range) => void; fiscalMonth?: number | undefined };

/** Two dates, or a name for them. */
export function DateRange({ value, onChange, fiscalMonth }: DateRangeProps) {
  const t = useT();
  const { timeZone } = useFormatSettings();
  const today = todayIn(timeZone);
  const names = ["month", "last-month", "90", "year", "last-year"];
  const current = names.find((name) => {
    const range = namedRange(name, today, fiscalMonth);
    return range?.from === value.from && range.to === value.to;
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={t("Period")}
        className="w-40"
        value={current ?? ""}
        placeholder={t("Own dates")}
        options={[
          { value: "month", label: t("This month") },
          { value: "last-month", label: t("Last month") },
          { value: "90", label: t("90 days") },
          { value: "year", label: t("This fiscal year") },
          { value: "last-year", label: t("Last fiscal year") },
        ]}
        onChange={(event) => {
          const range = namedRange(event.target.value, today, fiscalMonth);
          if (range) onChange(range);
        }}
      />
      <Input
        type="date"
        aria-label={t("From")}
        className="w-38"
        value={value.from}
        max={value.to}
        onChange={(event) => event.target.value && onChange({ ...value, from: event.target.value })}
      />
      <span aria-hidden className="text-ink-3">
        –
      </span>
      <Input
        type="date"
        aria-label={t("To")}
        className="w-38"
        value={value.to}
        min={value.from}
        onChange={(event) => event.target.value && onChange({ ...value, to: event.target.value })}
      />
    </div>
  );
}
