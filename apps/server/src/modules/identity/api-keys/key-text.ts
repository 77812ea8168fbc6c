import { randomLetters, tenantLetters, tenantOfLetters } from "../secret-text.ts";

/**
 * `slv_` prefix `_` tenant and secret: the prefix names the key on screens and is kept, of the rest only a hash is. A fixed
 * beginning lets a scanner of source code find a key that was left where it should not be.
 */
const form = /^slv_([0-9A-Za-z]{10})_([0-9A-Za-z]{22})([0-9A-Za-z]{43})$/;

/** A new key of a tenant: 256 random bits beside its prefix. */
export function newKeyText(tenantId: string): { text: string; prefix: string } {
  const prefix = randomLetters(10);
  return { text: `slv_${prefix}_${tenantLetters(tenantId)}${randomLetters(43)}`, prefix };
}

export function isKeyText(text: string): boolean {
  return text.startsWith("slv_");
}

/** Whose key a text says it is; null when it is not of the form. */
export function readKeyText(text: string): { tenantId: string; prefix: string } | null {
  const [, prefix, tenant] = form.exec(text) ?? [];
  const tenantId = tenant ? tenantOfLetters(tenant) : null;
  return prefix && tenantId ? { tenantId, prefix } : null;
}
