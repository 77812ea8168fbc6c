/** States as tax places name them (ISO 3166-2 without the country), with their names. */
const india: Readonly<Record<string, string>> = {
  AN: "Andaman and Nicobar Islands",
  AP: "Andhra Pradesh",
  AR: "Arunachal Pradesh",
  AS: "Assam",
  BR: "Bihar",
  CH: "Chandigarh",
  CG: "Chhattisgarh",
  DH: "Dadra and Nagar Haveli and Daman and Diu",
  DL: "Delhi",
  GA: "Goa",
  GJ: "Gujarat",
  HR: "Haryana",
  HP: "Himachal Pradesh",
  JK: "Jammu and Kashmir",
  JH: "Jharkhand",
  KA: "Karnataka",
  KL: "Kerala",
  LA: "Ladakh",
  LD: "Lakshadweep",
  MP: "Madhya Pradesh",
  MH: "Maharashtra",
  MN: "Manipur",
  ML: "Meghalaya",
  MZ: "Mizoram",
  NL: "Nagaland",
  OD: "Odisha",
  PY: "Puducherry",
  PB: "Punjab",
  RJ: "Rajasthan",
  SK: "Sikkim",
  TN: "Tamil Nadu",
  TS: "Telangana",
  TR: "Tripura",
  UP: "Uttar Pradesh",
  UK: "Uttarakhand",
  WB: "West Bengal",
};
/** Codes in use beside the present ones of ISO 3166-2:IN (2023 changes), and older names. */
const indiaAliases: Readonly<Record<string, string>> = {
  CT: "CG",
  OR: "OD",
  TG: "TS",
  UT: "UK",
  DN: "DH",
  DD: "DH",
  "NEW DELHI": "DL",
  ORISSA: "OD",
  PONDICHERRY: "PY",
  UTTARANCHAL: "UK",
};
/** First two digits of a GSTIN (GST state codes; 26 since the merger of 2020 covers 25 too, 28 was Andhra before 2014). */
const gstStates =
  "01JK 02HP 03PB 04CH 05UK 06HR 07DL 08RJ 09UP 10BR 11SK 12AR 13NL 14MN 15MZ 16TR 17ML 18AS 19WB 20JH 21OD 22CG 23MP 24GJ 25DH 26DH 27MH 28AP 29KA 30GA 31LD 32KL 33TN 34PY 35AN 36TS 37AP 38LA";
const stateOfGstCode = new Map(gstStates.split(" ").map((pair) => [pair.slice(0, 2), pair.slice(2)]));

const unitedStates: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|" +
    "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|" +
    "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|" +
    "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|" +
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|" +
    "RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|" +
    "WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
  )
    .split("|")
    .map((line) => [line.slice(0, 2), line.slice(3)]),
);

const states: Readonly<Record<string, Readonly<Record<string, string>>>> = { IN: india, US: unitedStates };

/**
 * A state as tax places name it: ("IN", "Maharashtra" or "mh" or "IN-MH") -> "MH"; null where the country's states are
 * known and this is none of them. In other countries the text stays as it is. A US local area may follow: "NY-NYC".
 */
export function normaliseState(country: string, text: string): string | null {
  const known = states[country];
  const trimmed = text.trim();
  if (!known) return trimmed;
  const upper = trimmed.toUpperCase().replace(new RegExp(`^${country}-`), "");
  const [code = "", ...local] = upper.split("-");
  const alias = country === "IN" ? indiaAliases[code] : undefined;
  const found = known[code] ? code : alias;
  if (found) return [found, ...(country === "US" ? local : [])].join("-");
  const named = Object.entries(known).find(([, name]) => name.toUpperCase() === upper);
  return named?.[0] ?? null;
}

/** The state that a GSTIN is registered in; null for codes of no state (97 other territory, 99 centre). */
export function stateOfGstin(gstin: string): string | null {
  return stateOfGstCode.get(gstin.slice(0, 2)) ?? null;
}

/** The states of a country that we know by name, for people to choose from. */
export function listSubdivisions(country: string): { code: string; name: string }[] {
  const known = Object.entries(states[country] ?? {}).map(([code, name]) => ({ code, name }));
  return known.sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether a parcel to that country does not arrive without a postcode. */
export function needsPostcode(country: string): boolean {
  return postcodes[country] !== undefined;
}

export function stateName(country: string, code: string): string {
  return states[country]?.[code] ?? code;
}

const postcodes: Readonly<Record<string, readonly [RegExp, string]>> = {
  IN: [/^[1-9]\d{5}$/, "A PIN code has 6 digits, such as 400001"],
  US: [/^\d{5}(-\d{4})?$/, "A ZIP code has 5 digits, or 9 as in 10001-1234"],
  GB: [/^(GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$/, "A UK postcode looks like SW1A 1AA"],
};

/** A postcode as its country writes it, or what is wrong with it. */
export function normalisePostcode(country: string, text: string): { postcode: string } | { problem: string } {
  let postcode = text.trim().toUpperCase();
  if (country === "IN") postcode = postcode.replace(/[\s-]/g, "");
  if (country === "GB") postcode = postcode.replace(/\s/g, "").replace(/^(.+)(.{3})$/, "$1 $2");
  const form = postcodes[country];
  return !form || form[0].test(postcode) ? { postcode } : { problem: form[1] };
}
