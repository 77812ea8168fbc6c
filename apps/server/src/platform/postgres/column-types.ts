import { TypeOverrides } from "pg";

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  interval: 1186,
  int8Array: 1016,
  numericArray: 1231,
  dateArray: 1182,
  timestampArray: 1115,
  intervalArray: 1187,
} as const;

/**
 * How columns arrive: bigint as a number (money and counts stay below 2^53 by the contract's bounds; what is past them
 * is refused, not rounded), numeric and dates as text, timestamptz as Date, JSON parsed. `rows.generated.ts` says the same.
 */
export function columnTypes(): TypeOverrides {
  const types = new TypeOverrides();
  const arrayOfText = types.getTypeParser(1009, "text") as unknown as (text: string) => (string | null)[];
  const text = (value: string) => value;
  types.setTypeParser(oid.int8, toSafeNumber);
  types.setTypeParser(oid.int8Array, (value: string) =>
    arrayOfText(value).map((item) => (item === null ? null : toSafeNumber(item))),
  );
  for (const type of [oid.date, oid.timestamp, oid.interval]) types.setTypeParser(type, text);
  for (const type of [oid.numericArray, oid.dateArray, oid.timestampArray, oid.intervalArray]) {
    types.setTypeParser(type, arrayOfText);
  }
  return types;
}

function toSafeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is past what a number holds exactly`);
  return number;
}
