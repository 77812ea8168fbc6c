const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const bytesOf = (id: string): number[] =>
  (id.replaceAll("-", "").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/**
 * The path under which a receipt can be read by whoever was given it: business and sale as one word. The sale's id holds
 * 74 bits of chance, so nobody finds a receipt by trying; a till makes the path without asking anybody.
 */
export function receiptPath(tenantId: string, saleId: string): string {
  const word = btoa(String.fromCharCode(...bytesOf(tenantId), ...bytesOf(saleId)));
  return `/r/${word.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What the last part of a receipt's path names; null when it was never made by {@link receiptPath}. */
export function readReceiptWord(word: string): { tenantId: string; saleId: string } | null {
  if (!/^[\w-]{43}$/.test(word)) return null;
  const hex = [...atob(word.replaceAll("-", "+").replaceAll("_", "/"))]
    .map((sign) => sign.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("");
  const idAt = (at: number) =>
    [hex.slice(at, at + 8), hex.slice(at + 8, at + 12), hex.slice(at + 12, at + 16), hex.slice(at + 16, at + 20)]
      .concat(hex.slice(at + 20, at + 32))
      .join("-");
  const [tenantId, saleId] = [idAt(0), idAt(32)];
  return uuid.test(tenantId) && uuid.test(saleId) ? { tenantId, saleId } : null;
}
