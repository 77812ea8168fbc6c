/** Which of the two short numbers of "05/04/2026" is the day. */
export type DateOrder = "dmy" | "mdy";
/** What the person said of the file's dates. */
export type DateFormat = "auto" | "ymd" | DateOrder;
/** A line's time as an instant with its offset, and the business date that it falls on. */
export type ReadDate = (text: string) => { occurredAt: string; on: string } | null;

/** A date and time as written: in the business's own zone, or with an offset of its own. */
interface Written {
  local: string;
  offset: string | null;
}

const CLOCK =
  "(?:[ T,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?: ?([AaPp])\\.?[Mm]\\.?)?(?: ?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?)?";
const ISO = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${CLOCK}$`);
const SHORT = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}|\\d{2})${CLOCK}$`);
const DAY_NAMED = new RegExp(`^(\\d{1,2})[ -]([A-Za-z]{3,9})[ ,-]+(\\d{4}|\\d{2})${CLOCK}$`);
const MONTH_NAMED = new RegExp(`^([A-Za-z]{3,9}) (\\d{1,2}),? (\\d{4})${CLOCK}$`);
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads a date as files of spreadsheets, shops and book-keeping programs write it; null when it is none. The order of short
 * numbers is that of the whole file: a date that is none in it is refused and never turned round.
 */
export function readWritten(text: string, order: DateOrder | "ymd"): Written | null {
  const iso = ISO.exec(text);
  if (iso) return compose(iso[1]!, iso[2]!, iso[3]!, iso.slice(4));
  const short = order === "ymd" ? null : SHORT.exec(text);
  if (short) {
    const [day, month] = order === "dmy" ? [short[1]!, short[2]!] : [short[2]!, short[1]!];
    return compose(short[3]!, month, day, short.slice(4));
  }
  const named = DAY_NAMED.exec(text);
  if (named) return compose(named[3]!, monthOf(named[2]!), named[1]!, named.slice(4));
  const american = MONTH_NAMED.exec(text);
  return american ? compose(american[3]!, monthOf(american[1]!), american[2]!, american.slice(4)) : null;
}

const monthOf = (name: string): string => String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function compose(year: string, month: string, day: string, clock: (string | undefined)[]): Written | null {
  const [hh = "0", mm = "0", ss = "0", half, offset] = clock;
  const y = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const date = `${y}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const check = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(check.getTime()) || check.toISOString().slice(0, 10) !== date) return null;
  const hour = half ? (Number(hh) % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hh);
  if (half && (Number(hh) < 1 || Number(hh) > 12)) return null;
  if (y < 1970 || y > 2200 || hour > 23 || Number(mm) > 59 || Number(ss) > 59) return null;
  const two = (value: number | string) => String(value).padStart(2, "0");
  return { local: `${date} ${two(hour)}:${two(mm)}:${two(ss)}`, offset: offset ? offsetOf(offset) : null };
}

const offsetOf = (text: string): string => (/^[+-]/.test(text) ? `${text.slice(0, 3)}:${text.slice(-2)}` : "+00:00");

/**
 * The order of short dates, by the first that can only be read one way: no month is over 12. Where none tells, the business's country
 * does. Gives up on a file whose first dates are not short at all.
 */
export function guessDateOrder(dates: Iterable<string>, country: string): DateOrder {
  let others = 0;
  for (const text of dates) {
    const short = SHORT.exec(text);
    if (!short) {
      others += 1;
      if (others > 200) break;
      continue;
    }
    if (Number(short[1]) > 12) return "dmy";
    if (Number(short[2]) > 12) return "mdy";
  }
  return country === "US" ? "mdy" : "dmy";
}

/** Makes the reader of a file's dates; times without an offset are the business's own. */
export function makeDateReader(order: DateOrder | "ymd", timeZone: string): ReadDate {
  const zone = zoneOffsets(timeZone);
  const dayThere = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (text) => {
    const written = readWritten(text, order);
    if (!written) return null;
    const { local, offset } = written;
    const occurredAt = `${local.slice(0, 10)}T${local.slice(11)}${offset ?? zone(local)}`;
    return { occurredAt, on: offset ? dayThere.format(new Date(occurredAt)) : local.slice(0, 10) };
  };
}

/** The offset of a zone at a local time; looked up once per day. */
function zoneOffsets(timeZone: string): (local: string) => string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const byDay = new Map<string, string>();
  return (local) => {
    const day = local.slice(0, 10);
    let offset = byDay.get(day);
    if (offset === undefined) {
      const name =
        format.formatToParts(new Date(`${day}T12:00:00Z`)).find((p) => p.type === "timeZoneName")?.value ?? "GMT";
      offset = name === "GMT" ? "+00:00" : name.slice(3);
      byDay.set(day, offset);
    }
    return offset;
  };
}
