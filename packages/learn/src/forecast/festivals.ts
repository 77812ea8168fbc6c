/** A festival that moves demand. */
export type FestivalName =
  | "christmas"
  | "black_friday"
  | "easter"
  | "orthodox_easter"
  | "diwali"
  | "dussehra"
  | "eid_al_fitr"
  | "eid_al_adha"
  | "new_year"
  | "boxing_day"
  | "mothers_day_us"
  | "mothers_day_uk"
  | "thanksgiving_us";

/** One festival on one day, in days since 1 January 1970. */
export type FestivalDay = { readonly name: FestivalName; readonly day: number };

/** Days since 1 January 1970 of a date of the Gregorian calendar; no time zone is involved. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

/**
 * Diwali (Lakshmi Puja) as kept in India. Source: timeanddate.com "Diwali in India", as collected by the Vacanza holidays project
 * (DIWALI_INDIA_DATES), read in 2026. Month x 100 + day, from 2010.
 */
const DIWALI = [
  1105, 1026, 1113, 1103, 1023, 1111, 1030, 1019, 1107, 1027, 1114, 1104, 1024, 1112, 1031, 1020, 1108, 1029, 1017,
  1105, 1026, 1114, 1102, 1022, 1110, 1030,
];

/** Dussehra (Vijayadashami) in India; same source (DUSSEHRA_DATES), from 2010. */
const DUSSEHRA = [
  1017, 1006, 1024, 1013, 1003, 1022, 1011, 930, 1019, 1008, 1025, 1015, 1005, 1024, 1012, 1002, 1020, 1009, 927, 1016,
  1006, 1025, 1014, 1003, 1022, 1011,
];

/**
 * 1 Shawwal and 10 Dhu al-Hijja of the Umm al-Qura calendar (Unicode CLDR / ICU `islamic-umalqura`), as year x 10,000 + month x 100 + day.
 * South Asia usually celebrates one day later, by its own sighting of the moon. A Gregorian year can hold two.
 */
const EID_AL_FITR: readonly number[] = [
  2010_0910, 2011_0830, 2012_0819, 2013_0808, 2014_0728, 2015_0717, 2016_0706, 2017_0625, 2018_0615, 2019_0604,
  2020_0524, 2021_0513, 2022_0502, 2023_0421, 2024_0410, 2025_0330, 2026_0320, 2027_0309, 2028_0226, 2029_0214,
  2030_0204, 2031_0124, 2032_0114, 2033_0103, 2033_1223, 2034_1212, 2035_1201,
];
const EID_AL_ADHA: readonly number[] = [
  2010_1116, 2011_1106, 2012_1026, 2013_1015, 2014_1004, 2015_0923, 2016_0911, 2017_0901, 2018_0821, 2019_0811,
  2020_0731, 2021_0720, 2022_0709, 2023_0628, 2024_0616, 2025_0606, 2026_0527, 2027_0516, 2028_0505, 2029_0424,
  2030_0413, 2031_0402, 2032_0322, 2033_0312, 2034_0301, 2035_0219,
];

/** First and last year of the dated tables. */
export const FESTIVAL_YEARS = { first: 2010, last: 2035 } as const;

/** Gregorian Easter Sunday (Meeus, Astronomical Algorithms, chapter 8; Butcher's rule). */
export function easterDay(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** Orthodox Easter Sunday in Gregorian dates, valid 1900 to 2099 (Meeus, Julian rule plus 13 days). */
export function orthodoxEasterDay(year: number): number {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  return dayNumber(year, month, ((d + e + 114) % 31) + 1) + 13;
}

/** The `nth` given weekday (0 Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = dayNumber(year, month, 1);
  // 1 January 1970 was a Thursday.
  const ahead = (weekday - ((first + 4) % 7) + 7) % 7;
  return first + ahead + 7 * (nth - 1);
}

function fromTable(table: readonly number[], year: number): number[] {
  const coded = table[year - FESTIVAL_YEARS.first];
  return coded === undefined ? [] : [dayNumber(year, Math.floor(coded / 100), coded % 100)];
}

const fromDates = (dates: readonly number[], year: number) =>
  dates
    .filter((date) => Math.floor(date / 10_000) === year)
    .map((date) => dayNumber(year, Math.floor(date / 100) % 100, date % 100));

const RULES: Record<FestivalName, (year: number) => number[]> = {
  christmas: (year) => [dayNumber(year, 12, 25)],
  new_year: (year) => [dayNumber(year, 1, 1)],
  boxing_day: (year) => [dayNumber(year, 12, 26)],
  thanksgiving_us: (year) => [nthWeekday(year, 11, 4, 4)],
  black_friday: (year) => [nthWeekday(year, 11, 4, 4) + 1],
  easter: (year) => [easterDay(year)],
  orthodox_easter: (year) => [orthodoxEasterDay(year)],
  mothers_day_us: (year) => [nthWeekday(year, 5, 0, 2)],
  // Mothering Sunday: the fourth Sunday of Lent, three weeks before Easter.
  mothers_day_uk: (year) => [easterDay(year) - 21],
  diwali: (year) => fromTable(DIWALI, year),
  dussehra: (year) => fromTable(DUSSEHRA, year),
  eid_al_fitr: (year) => fromDates(EID_AL_FITR, year),
  eid_al_adha: (year) => fromDates(EID_AL_ADHA, year),
};

/** Days of a festival in a year: usually one, two or none for Eid; none outside the dated tables. */
export function listFestivalDays(name: FestivalName, year: number): number[] {
  return RULES[name](year);
}

/** Festivals that move clothes in a country (ISO 3166 code); those of the wide world where the country is not listed. */
export function festivalsOf(country: string): readonly FestivalName[] {
  return COUNTRIES[country] ?? ["christmas", "black_friday", "new_year"];
}

const EIDS = ["eid_al_fitr", "eid_al_adha"] as const;
const COUNTRIES: Record<string, readonly FestivalName[]> = {
  IN: ["diwali", "dussehra", ...EIDS, "christmas", "new_year"],
  PK: [...EIDS],
  BD: [...EIDS],
  AE: [...EIDS, "diwali", "black_friday"],
  SA: [...EIDS],
  GB: ["christmas", "boxing_day", "black_friday", "easter", "mothers_day_uk"],
  US: ["christmas", "thanksgiving_us", "black_friday", "easter", "mothers_day_us"],
  CA: ["christmas", "boxing_day", "black_friday", "easter", "mothers_day_us"],
  AU: ["christmas", "boxing_day", "black_friday", "easter", "mothers_day_us"],
  GR: ["christmas", "orthodox_easter", "black_friday"],
};
