/** What of a receipt another till needs to take goods back on it without asking anybody. Amounts in minor units, >= 0. */
export interface PackedReceipt {
  receiptNumber: string;
  /** Unix seconds. */
  soldAtSeconds: number;
  lines: PackedLine[];
}

export interface PackedLine {
  id: string;
  skuId: string;
  qty: number;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  components: { component: string; ratePpm: number; taxableMinor: number; taxMinor: number }[];
}

const VERSION = 1;
/** More would make a code that cheap printers smear and cheap cameras do not read. */
export const MOST_PACKED_LINES = 8;

/** Packs a receipt for a QR code: about 60 bytes a line. Null for one that is too long for a code that is read with ease. */
export function packReceipt(receipt: PackedReceipt): Uint8Array | null {
  if (receipt.lines.length === 0 || receipt.lines.length > MOST_PACKED_LINES) return null;
  const names = [...new Set(receipt.lines.flatMap((line) => line.components.map((c) => c.component)))];
  const bytes: number[] = [VERSION];
  const number = (value: number) => putNumber(bytes, value);
  const text = (value: string) => {
    const signs = new TextEncoder().encode(value);
    number(signs.length);
    bytes.push(...signs);
  };
  const key = (id: string) =>
    bytes.push(...(id.replaceAll("-", "").match(/../g) ?? []).map((h) => Number.parseInt(h, 16)));
  text(receipt.receiptNumber);
  number(receipt.soldAtSeconds);
  number(names.length);
  for (const name of names) text(name);
  number(receipt.lines.length);
  for (const line of receipt.lines) {
    key(line.id);
    key(line.skuId);
    for (const value of [line.qty, line.unitPriceMinor, line.grossMinor, line.discountMinor, line.taxableMinor])
      number(value);
    number(line.components.length);
    for (const c of line.components) {
      for (const value of [names.indexOf(c.component), c.ratePpm, c.taxableMinor, c.taxMinor]) number(value);
    }
  }
  return Uint8Array.from(bytes);
}

/** Little-endian groups of seven bits, the eighth says that more follow; good for every safe integer. */
function putNumber(bytes: number[], value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`cannot pack ${value}`);
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** What {@link packReceipt} packed; null for bytes that it did not make. */
export function unpackReceipt(bytes: Uint8Array): PackedReceipt | null {
  let at = 0;
  const byte = (): number => {
    if (at >= bytes.length) throw new RangeError("cut off");
    at += 1;
    return bytes[at - 1]!;
  };
  const number = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const group = byte();
      value += (group % 128) * scale;
      if (group < 128) return value;
      scale *= 128;
      if (scale > Number.MAX_SAFE_INTEGER) throw new RangeError("too large");
    }
  };
  const many = <T>(most: number, read: () => T): T[] => {
    const length = number();
    if (length > most) throw new RangeError("too many");
    return Array.from({ length }, read);
  };
  const text = (): string => new TextDecoder().decode(Uint8Array.from(many(100, byte)));
  const key = (): string => {
    const hex = Array.from({ length: 16 }, () => byte().toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  try {
    if (byte() !== VERSION) return null;
    const [receiptNumber, soldAtSeconds, names] = [text(), number(), many(20, text)];
    const lines = many(MOST_PACKED_LINES, (): PackedLine => {
      const [id, skuId, qty, unitPriceMinor] = [key(), key(), number(), number()];
      const [grossMinor, discountMinor, taxableMinor] = [number(), number(), number()];
      const components = many(20, () => ({
        ...{ component: names[number()] ?? "", ratePpm: number(), taxableMinor: number(), taxMinor: number() },
      }));
      return { id, skuId, qty, unitPriceMinor, grossMinor, discountMinor, taxableMinor, components };
    });
    return at === bytes.length && lines.length > 0 ? { receiptNumber, soldAtSeconds, lines } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
