import { formatMoney } from "@selvedge/domain";

interface Money {
  currency: string;
  locale: string;
}
type Details = Record<string, unknown>;
type Item = Record<string, string | number>;

/** Why a person should look at it, in a sentence with its figures. */
export function reviewWords(kind: string, details: Details, money: Money): string {
  const say = sentences[kind];
  return say ? say(details, (minor) => formatMoney(Number(minor), money.currency, money.locale)) : kind;
}

const items = (details: Details, key: string) => (details[key] ?? []) as Item[];
const list = (words: string[]) =>
  (words.length > 4 ? [...words.slice(0, 4), `and ${words.length - 4} more`] : words).join("; ");

const sentences: Record<string, (details: Details, m: (minor: unknown) => string) => string> = {
  oversold: (d) =>
    `Sold more than was in stock: ${list(items(d, "pieces").map((p) => `${p["code"]}, ${p["qty"]} more than the ${p["availableQty"]} free`))}. ` +
    "The missing pieces were taken in as found; count this shelf, and look whether they were promised to an order.",
  price_differs: (d, m) =>
    d["lines"]
      ? `Charged another price than ours at that moment: ${list(items(d, "lines").map((l) => `${l["code"]} at ${m(l["chargedMinor"])} instead of ${m(l["oursMinor"])}`))}.`
      : d["reason"]
        ? `The price could not be checked: ${d["reason"]}`
        : `${m(d["returnedMinor"])} was given back, ${m(d["creditedMinor"])} was credited.`,
  tax_differs: (d, m) =>
    d["lines"]
      ? `Charged another tax than ours on that day: ${list(items(d, "lines").map((l) => `${l["code"]} ${m(l["chargedMinor"])} instead of ${m(l["oursMinor"])}`))}.`
      : `The tax could not be checked: ${d["reason"]}`,
  customer_unknown: () => "The customer on this receipt is not known here or was archived; it was booked without one.",
  customer_known: (d) =>
    `A customer added at the till as "${d["typed"]}" has the phone or e-mail of ${d["name"]}; the sales went to ${d["name"]}.`,
  sku_archived: (d) => `Sold goods that are not for sale any more: ${(d["codes"] as string[]).join(", ")}.`,
  shift_closed: () => "This happened after its shift was closed; its cash is in the next count.",
  shift_unknown: () => "The shift of this receipt is not known.",
  books_closed: (d) => `The books of ${d["on"]} are closed, so it was booked on ${d["bookedOn"]}.`,
  device_revoked: (d) => `Sold by a device after it was disconnected on ${String(d["revokedAt"]).slice(0, 10)}.`,
  clock_off: (d) => `The till's clock was ahead: it says ${d["happenedAt"]}; it was booked as it arrived.`,
  returned_twice: (d, m) =>
    `Brought back more than was sold, or more than once: ${list(items(d, "pieces").map((p) => `${p["code"]} x ${p["qty"]}, ${m(p["totalMinor"])}`))}. ` +
    "The goods were taken in as found and the money stands under till over and short.",
  receipt_unknown: () =>
    "Needs a receipt that has not arrived from its till yet: something was brought back on it, or it is to be mailed. That is done by itself when it arrives; try it by hand if that till is lost.",
  counter_clash: (d) =>
    `Two receipts carry the same number${d["receiptNumber"] ? ` ${d["receiptNumber"]}` : ""}: the device was copied, or set back to an older state. Pair it again.`,
  cash_differs: (d, m) =>
    `The till reckoned ${m(d["tillMinor"])} in the drawer; what arrived here makes ${m(d["oursMinor"])}.`,
  approval_missing: (d, m) =>
    `A discount of ${m(d["discountMinor"])} past the cashier's limit carries no manager's approval.`,
  altered: (d) =>
    `Not as its till wrote it down (its ${d["counter"]}. event): the file it came in, or the device, was tampered with. Compare it with the paper receipt.`,
  held: (d) => `This could not be booked: ${d["reason"]} Put that right, then try again.`,
};
