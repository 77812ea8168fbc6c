import type { tillApi } from "@selvedge/contract";
import { type PackedReceipt, packReceipt, readReceiptWord, unpackReceipt } from "@selvedge/domain";
import type { KeptReceipt } from "../device/till-db.ts";
import { receiptLink } from "./receipt-link.ts";

const SEAL_BYTES = 16;

const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const toBytes = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

/** What ties packed goods to one sale of one business: HMAC-SHA256 by a key that only its tills and server have. */
async function sealOf(receiptKey: string, saleId: string, packed: Uint8Array): Promise<Uint8Array> {
  const raw = new TextEncoder().encode(receiptKey);
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const sealed = new Uint8Array([...new TextEncoder().encode(saleId), ...packed]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, sealed)).slice(0, SEAL_BYTES);
}

function packedOf(receipt: KeptReceipt): PackedReceipt {
  return {
    receiptNumber: receipt.receiptNumber,
    soldAtSeconds: Math.floor(Date.parse(receipt.soldAt) / 1000),
    lines: receipt.sale.lines.map((line) => ({
      ...{ id: line.id, skuId: line.skuId, qty: line.qty, unitPriceMinor: line.unitPriceMinor },
      ...{ grossMinor: line.grossMinor, discountMinor: line.discountMinor, taxableMinor: line.taxableMinor },
      components: (line.taxTrace as unknown as PackedReceipt["lines"][number]["components"]).map(
        ({ component, ratePpm, taxableMinor, taxMinor }) => ({ component, ratePpm, taxableMinor, taxMinor }),
      ),
    })),
  };
}

/**
 * What stands in a receipt's QR code: the link that opens it on a phone, and behind `#`, which no browser sends anywhere,
 * its goods under a seal, so that any till of the business takes them back with no network at all.
 */
export async function receiptCode(head: tillApi.TillHead, receipt: KeptReceipt): Promise<string> {
  const link = receiptLink(head, receipt.saleId);
  const packed = head.receiptKey ? packReceipt(packedOf(receipt)) : null;
  if (!packed || !head.receiptKey) return link;
  return `${link}#${toText(new Uint8Array([...(await sealOf(head.receiptKey, receipt.saleId, packed)), ...packed]))}`;
}

/** The sale and goods behind a scanned code; `packed` is null for a code without goods, and for one whose seal is broken. */
export interface ReadCode {
  saleId: string;
  packed: PackedReceipt | null;
}

/** @returns null for what is no receipt of this business */
export async function readReceiptCode(head: tillApi.TillHead, code: string): Promise<ReadCode | null> {
  const [, word = "", goods] = /\/r\/([\w-]{43})(?:#([\w-]+))?$/.exec(code.trim()) ?? [];
  const named = readReceiptWord(word);
  if (named?.tenantId !== head.business.id) return null;
  if (!goods || !head.receiptKey) return { saleId: named.saleId, packed: null };
  const bytes = toBytes(goods);
  const packed = bytes.slice(SEAL_BYTES);
  const seal = await sealOf(head.receiptKey, named.saleId, packed);
  const isWhole = seal.every((byte, i) => byte === bytes[i]);
  return { saleId: named.saleId, packed: isWhole ? unpackReceipt(packed) : null };
}
