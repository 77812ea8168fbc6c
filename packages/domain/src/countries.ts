/** What a new business in a country begins with, and the codes of its states. */
export interface CountryStart {
  name: string;
  currency: string;
  locale: string;
  timeZones: readonly string[];
  /** Code -> name; empty where tax does not ask for a state. */
  states: Readonly<Record<string, string>>;
  /** What its tax is called, and its number. */
  tax: string;
  taxNumber: string;
  /** Scales of sizes to begin with, by code of `standardSizeScales`. */
  sizeScales: readonly string[];
}

const everywhere = ["ALPHA", "ALPHA_SHORT", "WAIST", "KIDS_AGE", "ONE_SIZE"];

const indianStates = {
  AN: "Andaman and Nicobar Islands",
  AP: "Andhra Pradesh",
  AR: "Arunachal Pradesh",
  AS: "Assam",
  BR: "Bihar",
  CG: "Chhattisgarh",
  CH: "Chandigarh",
  DH: "Dadra and Nagar Haveli and Daman and Diu",
  DL: "Delhi",
  GA: "Goa",
  GJ: "Gujarat",
  HP: "Himachal Pradesh",
  HR: "Haryana",
  JH: "Jharkhand",
  JK: "Jammu and Kashmir",
  KA: "Karnataka",
  KL: "Kerala",
  LA: "Ladakh",
  LD: "Lakshadweep",
  MH: "Maharashtra",
  ML: "Meghalaya",
  MN: "Manipur",
  MP: "Madhya Pradesh",
  MZ: "Mizoram",
  NL: "Nagaland",
  OD: "Odisha",
  PB: "Punjab",
  PY: "Puducherry",
  RJ: "Rajasthan",
  SK: "Sikkim",
  TG: "Telangana",
  TN: "Tamil Nadu",
  TR: "Tripura",
  UK: "Uttarakhand",
  UP: "Uttar Pradesh",
  WB: "West Bengal",
} as const;

const americanStates = {
  AL: "Alabama",
  AK: "Alaska",
  AZ: "Arizona",
  AR: "Arkansas",
  CA: "California",
  CO: "Colorado",
  CT: "Connecticut",
  DE: "Delaware",
  DC: "District of Columbia",
  FL: "Florida",
  GA: "Georgia",
  HI: "Hawaii",
  ID: "Idaho",
  IL: "Illinois",
  IN: "Indiana",
  IA: "Iowa",
  KS: "Kansas",
  KY: "Kentucky",
  LA: "Louisiana",
  ME: "Maine",
  MD: "Maryland",
  MA: "Massachusetts",
  MI: "Michigan",
  MN: "Minnesota",
  MS: "Mississippi",
  MO: "Missouri",
  MT: "Montana",
  NE: "Nebraska",
  NV: "Nevada",
  NH: "New Hampshire",
  NJ: "New Jersey",
  NM: "New Mexico",
  NY: "New York",
  NC: "North Carolina",
  ND: "North Dakota",
  OH: "Ohio",
  OK: "Oklahoma",
  OR: "Oregon",
  PA: "Pennsylvania",
  RI: "Rhode Island",
  SC: "South Carolina",
  SD: "South Dakota",
  TN: "Tennessee",
  TX: "Texas",
  UT: "Utah",
  VT: "Vermont",
  VA: "Virginia",
  WA: "Washington",
  WV: "West Virginia",
  WI: "Wisconsin",
  WY: "Wyoming",
} as const;

/** Countries for which there is a tax pack and a chart of accounts. */
export const countryStarts: Readonly<Record<string, CountryStart>> = {
  IN: {
    name: "India",
    currency: "INR",
    locale: "en-IN",
    timeZones: ["Asia/Kolkata"],
    states: indianStates,
    tax: "GST",
    taxNumber: "GSTIN",
    sizeScales: [...everywhere, "IN_SHIRT", "UK_SHOE"],
  },
  GB: {
    name: "United Kingdom",
    currency: "GBP",
    locale: "en-GB",
    timeZones: ["Europe/London"],
    states: {},
    tax: "VAT",
    taxNumber: "VAT number",
    sizeScales: [...everywhere, "UK_WOMEN", "UK_SHOE"],
  },
  IE: {
    name: "Ireland",
    currency: "EUR",
    locale: "en-IE",
    timeZones: ["Europe/Dublin"],
    states: {},
    tax: "VAT",
    taxNumber: "VAT number",
    sizeScales: [...everywhere, "UK_WOMEN", "EU_WOMEN", "UK_SHOE", "EU_SHOE"],
  },
  US: {
    name: "United States",
    currency: "USD",
    locale: "en-US",
    timeZones: [
      "America/New_York",
      "America/Chicago",
      "America/Denver",
      "America/Phoenix",
      "America/Los_Angeles",
      "America/Anchorage",
      "Pacific/Honolulu",
    ],
    states: americanStates,
    tax: "Sales tax",
    taxNumber: "EIN",
    sizeScales: [...everywhere, "US_WOMEN", "US_SHOE_MEN", "US_SHOE_WOMEN"],
  },
};

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[.\s]+/g, " ");
// Older codes that people still write.
const olderCodes: Readonly<Record<string, string>> = { "IN OR": "OD", "IN TS": "TG", "IN UT": "UK", "IN CT": "CG" };

/**
 * The code of a state as tax rules know it: from a code in any letters ("ny", "US-NY") or a name ("New York").
 * A country whose states tax does not ask for keeps what was written. Null: no such state.
 */
export function stateCode(country: string, written: string): string | null {
  const states = countryStarts[country]?.states ?? {};
  if (Object.keys(states).length === 0) return written.trim() || null;
  const code = written
    .trim()
    .toUpperCase()
    .replace(new RegExp(`^${country}-`), "");
  if (Object.hasOwn(states, code)) return code;
  const older = olderCodes[`${country} ${code}`];
  if (older) return older;
  return Object.entries(states).find(([, name]) => plain(name) === plain(written))?.[0] ?? null;
}
