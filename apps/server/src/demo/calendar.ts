import { addDays, daysBetween } from "@selvedge/domain";
import type { YearShape } from "./range.ts";

/** Diwali (Lakshmi Puja) in India; source: timeanddate.com, as collected by the Vacanza holidays project. */
const diwali = [
  ["2022-10-24", "2023-11-12", "2024-10-31", "2025-10-20", "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05"],
  ["2030-10-26", "2031-11-14", "2032-11-02", "2033-10-22", "2034-11-10", "2035-10-30"],
].flat();

/** Eid al-Fitr as kept in India: the day after 1 Shawwal of the Umm al-Qura calendar (Unicode CLDR). */
const eid = [
  ["2022-05-03", "2023-04-22", "2024-04-11", "2025-03-31", "2026-03-21", "2027-03-10", "2028-02-27", "2029-02-15"],
  ["2030-02-05", "2031-01-25", "2032-01-15", "2033-01-04", "2033-12-24", "2034-12-13", "2035-12-02"],
].flat();

/** Demand by month, January first, against the style's own mean. */
const months: Readonly<Record<YearShape, readonly number[]>> = {
  even: [1.0, 0.95, 1.0, 1.0, 1.0, 0.95, 0.95, 1.0, 1.0, 1.1, 1.1, 1.0],
  summer: [0.5, 0.75, 1.15, 1.5, 1.6, 1.35, 1.05, 0.95, 0.9, 0.85, 0.65, 0.5],
  winter: [1.75, 1.15, 0.5, 0.2, 0.15, 0.15, 0.2, 0.35, 0.65, 1.2, 1.9, 2.1],
  festive: [0.95, 0.85, 0.85, 0.85, 0.85, 0.75, 0.75, 1.0, 1.2, 1.5, 1.45, 1.15],
};

/** Peak of a festival's uplift on demand, by how demand for the style runs. */
const festivalPeaks: Readonly<Record<"diwali" | "eid", Readonly<Record<YearShape, number>>>> = {
  diwali: { festive: 2.8, even: 1.5, summer: 1.2, winter: 1.4 },
  eid: { festive: 1.9, even: 1.25, summer: 1.2, winter: 1 },
};

/** Sunday first. */
export const weekdays = {
  shop: [1.55, 0.75, 0.75, 0.8, 0.85, 1.1, 1.5],
  web: [1.2, 1.0, 0.95, 0.95, 0.95, 0.95, 1.05],
} as const;

export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** Rises over `before` days to the peak on the eve, is quiet on the day itself and a little low after. */
function ramp(daysTo: number, before: number, peak: number): number {
  if (daysTo > before || daysTo < -4) return 1;
  if (daysTo > 0) return 1 + (peak - 1) * (1 - (daysTo - 1) / before);
  return daysTo === 0 ? 0.5 : 0.8;
}

function festivalFactor(shape: YearShape, date: string): number {
  let factor = 1;
  for (const day of diwali) factor *= ramp(daysBetween(date, day), 21, festivalPeaks.diwali[shape]);
  for (const day of eid) factor *= ramp(daysBetween(date, day), 14, festivalPeaks.eid[shape]);
  return factor;
}

const weddings = [
  ["11-12", "12-15"],
  ["01-16", "02-28"],
  ["04-15", "05-31"],
] as const;

const knownFactors = new Map<string, number>();

/** Season, festivals and weddings together, against the style's own mean. */
export function yearFactor(shape: YearShape, date: string): number {
  const key = `${shape} ${date}`;
  const known = knownFactors.get(key) ?? findYearFactor(shape, date);
  knownFactors.set(key, known);
  return known;
}

function findYearFactor(shape: YearShape, date: string): number {
  const isWedding = weddings.some(([from, to]) => date.slice(5) >= from && date.slice(5) <= to);
  const month = months[shape][Number(date.slice(5, 7)) - 1]!;
  return month * festivalFactor(shape, date) * (shape === "festive" && isWedding ? 1.3 : 1);
}

export interface DemoSeason {
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** Seasons run from 15 February (spring-summer) and 15 August (autumn-winter). @returns the one of a date, newest first. */
export function seasonsBack(date: string, count: number): DemoSeason[] {
  const list: DemoSeason[] = [];
  for (let on = date; list.length < count; ) {
    const season = seasonOf(on);
    list.push(season);
    on = addDays(season.startsOn, -1);
  }
  return list;
}

function seasonOf(date: string): DemoSeason {
  const year = Number(date.slice(0, 4));
  const [summer, winter] = [`${year}-02-15`, `${year}-08-15`];
  if (date >= summer && date < winter) return season("SS", "Spring-summer", year, summer, addDays(winter, -1));
  const from = date >= winter ? year : year - 1;
  return season("AW", "Autumn-winter", from, `${from}-08-15`, `${from + 1}-02-14`);
}

function season(prefix: string, name: string, year: number, startsOn: string, endsOn: string): DemoSeason {
  return { code: `${prefix}${String(year).slice(2)}`, name: `${name} ${year}`, startsOn, endsOn };
}

export interface DemoPromotion {
  code: string;
  name: string;
  percent: number;
  /** Empty: everything. */
  categories: readonly string[];
  channels: readonly ("retail" | "web")[];
  from: string;
  /** Last day. */
  to: string;
}

const everywhere = ["retail", "web"] as const;
const festiveKinds = ["KURTAS", "ETHNIC", "SAREES"];
const winterKinds = ["OUTERWEAR", "KNITWEAR", "TROUSERS", "SHIRTS"];
const summerKinds = ["TSHIRTS", "SKIRTS", "DRESSES", "KURTAS"];
/** What the online shop offers on its own for five days of each month, January first. */
const flashes: readonly (readonly [string, number])[] = [
  ["SAREES", 15],
  ["KURTAS", 20],
  ["SHIRTS", 15],
  ["TSHIRTS", 25],
  ["TROUSERS", 20],
  ["ACCESSORIES", 20],
  ["KNITWEAR", 40],
  ["KIDS", 20],
  ["TSHIRTS", 15],
  ["SHIRTS", 25],
  ["TROUSERS", 10],
  ["DRESSES", 20],
];

/** Every promotion that begins between two dates: festivals, end-of-season sales, holidays and monthly offers. */
export function promotionsBetween(from: string, to: string): DemoPromotion[] {
  const all: DemoPromotion[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) all.push(...ofYear(year));
  for (const day of diwali) {
    const code = `DIWALI-${day.slice(0, 4)}`;
    all.push(promo(code, "Diwali offer", 15, festiveKinds, everywhere, addDays(day, -12), day));
  }
  for (const day of eid) {
    const code = `EID-${day.slice(0, 4)}-${day.slice(5, 7)}`;
    all.push(promo(code, "Eid offer", 10, ["KURTAS", "ETHNIC", "KIDS"], everywhere, addDays(day, -9), day));
  }
  return all.filter((p) => p.from >= from && p.from <= to).sort((a, b) => (a.from < b.from ? -1 : 1));
}

function ofYear(year: number): DemoPromotion[] {
  const winterSale = "Winter end-of-season sale";
  const summerSale = "Summer end-of-season sale";
  return [
    promo(`EOSS-W${year}-1`, winterSale, 30, winterKinds, everywhere, `${year}-01-03`, `${year}-01-17`),
    promo(`EOSS-W${year}-2`, `${winterSale}, last days`, 50, winterKinds, everywhere, `${year}-01-18`, `${year}-02-01`),
    promo(`EOSS-S${year}-1`, summerSale, 30, summerKinds, everywhere, `${year}-07-01`, `${year}-07-15`),
    promo(`EOSS-S${year}-2`, `${summerSale}, last days`, 40, summerKinds, everywhere, `${year}-07-16`, `${year}-07-31`),
    promo(`REPUBLIC-${year}`, "Republic Day online", 20, [], ["web"], `${year}-01-24`, `${year}-01-27`),
    promo(`FREEDOM-${year}`, "Independence Day online", 20, [], ["web"], `${year}-08-12`, `${year}-08-16`),
    ...flashes.map(([category, percent], i) => {
      const month = `${year}-${String(i + 1).padStart(2, "0")}`;
      return promo(`WEB-${month}`, "Offer of the month", percent, [category], ["web"], `${month}-08`, `${month}-12`);
    }),
  ];
}

function promo(
  code: string,
  name: string,
  percent: number,
  categories: readonly string[],
  channels: readonly ("retail" | "web")[],
  from: string,
  to: string,
): DemoPromotion {
  return { code, name, percent, categories, channels, from, to };
}
