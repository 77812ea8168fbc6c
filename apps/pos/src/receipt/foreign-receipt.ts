import { type OutputOf, tillApi } from "@selvedge/contract";
import type { PackedReceipt } from "@selvedge/domain";
import { session } from "../app/till.ts";
import { type Catalog, describe } from "../device/catalog.ts";
import type { KeptReceipt } from "../device/till-db.ts";

type Line = Omit<tillApi.TillSaleLine, "manualDiscountMinor" | "priceTrace">;
type Known = Pick<KeptReceipt, "saleId" | "receiptNumber" | "soldAt" | "descriptions" | "returned">;

/** A receipt that this till did not write, in its own form: as much of it as a return needs. */
const foreignReceipt = (known: Known, lines: readonly Line[], customerName: string | null): KeptReceipt => ({
  ...known,
  ...{ customerName, sessionId: null, cashierName: "", prints: 0 },
  sale: {
    lines: lines.map((line) => ({ ...line, manualDiscountMinor: 0, priceTrace: [] })),
  } as unknown as tillApi.TillSale,
});

/** As the office knows it, with what came back of it at any till. @throws ApiError, TypeError without network */
export async function askForReceipt(number: string, options: { signal?: AbortSignal } = {}): Promise<KeptReceipt> {
  const found: OutputOf<typeof tillApi.findReceipt> = await session.call(tillApi.findReceipt, { number }, options);
  const { saleId, receiptNumber, soldAt, customerName } = found;
  const known = {
    ...{ saleId, receiptNumber, soldAt },
    descriptions: Object.fromEntries(found.lines.map((line) => [line.skuId, line.description])),
    returned: Object.fromEntries(found.lines.map((line) => [line.id, line.returnedQty])),
  };
  const lines = found.lines.map(({ returnedQty: _returned, description: _words, ...line }) => line);
  return foreignReceipt(known, lines, customerName);
}

/** Out of its own QR code. What came back of it elsewhere is not known here: the office tells, once it hears of this return. */
export function receiptOfCode(catalog: Catalog, saleId: string, packed: PackedReceipt): KeptReceipt {
  const lines = packed.lines.map(({ components, ...line }) => {
    const taxMinor = components.reduce((sum, c) => sum + c.taxMinor, 0);
    return { ...line, taxMinor, totalMinor: line.taxableMinor + taxMinor, taxTrace: components };
  });
  const nameOf = (skuId: string) => {
    const goods = catalog.bySku.get(skuId);
    return goods ? describe(goods) : "";
  };
  const known = {
    ...{ saleId, receiptNumber: packed.receiptNumber, soldAt: new Date(packed.soldAtSeconds * 1000).toISOString() },
    ...{ descriptions: Object.fromEntries(lines.map((line) => [line.skuId, nameOf(line.skuId)])), returned: {} },
  };
  return foreignReceipt(known, lines, null);
}
