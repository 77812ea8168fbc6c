import { countryStarts } from "@selvedge/domain";

/** What is asked before a business is opened. */
export interface Draft {
  name: string;
  slug: string;
  ownerName: string;
  email: string;
  password: string;
  country: string;
  state: string;
  timeZone: string;
  taxNumber: string;
  sizeScales: readonly string[];
  numberPrefixes: Readonly<Record<Series, string>>;
}

/** What numbers of documents begin with, unless the owner wants it otherwise. */
export const usualPrefixes = { sales_order: "SO-", invoice: "INV-", credit_note: "CN-" };
export type Series = keyof typeof usualPrefixes;

export type StepProps = {
  draft: Draft;
  /** What opening the business was refused for, when this step can mend it. */
  refused: unknown;
  onNext: (part: Partial<Draft>) => Promise<void>;
};
export type ChangeProps = StepProps & { onChange: (part: Partial<Draft>) => void };

/** The country that the browser's clock is in, among those there is a tax pack for. */
export function likelyCountry(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return Object.entries(countryStarts).find(([, start]) => start.timeZones.includes(here))?.[0] ?? "IN";
}

/** What a business in a country begins with, before anything is changed. */
export function beginIn(country: string): Pick<Draft, "country" | "state" | "timeZone" | "sizeScales"> {
  const start = countryStarts[country]!;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const timeZone = start.timeZones.includes(here) ? here : start.timeZones[0]!;
  return { country, state: "", timeZone, sizeScales: start.sizeScales };
}
