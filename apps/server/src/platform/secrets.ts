import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Sql } from "./db.ts";

let key: Buffer | null = null;

/** Reads the installation's sealing key, making it at the first start. @param owner a connection of the owner's role */
export async function openSecrets(owner: Sql): Promise<void> {
  await owner`insert into installation_secret (name, secret) values ('seal', ${randomBytes(32)}) on conflict do nothing`;
  const [row] = await owner<{ secret: Uint8Array }[]>`select secret from installation_secret where name = 'seal'`;
  key = Buffer.from(row!.secret);
}

function theKey(): Buffer {
  if (!key) throw new Error("openSecrets was not called");
  return key;
}

/** Seals a secret for a column: whoever reads the tenant's tables alone cannot use it. @param of what it belongs to */
export function seal(secret: string, of: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", theKey(), iv).setAAD(Buffer.from(of));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The secret; null when it was sealed by another installation, from which the business was moved here, or belongs to something else. */
export function unseal(sealed: string, of: string): string | null {
  const key = theKey();
  try {
    const bytes = Buffer.from(sealed, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(of));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a shown text is a secret, told in the same time however much of it fits. */
export function isSameSecret(shown: unknown, secret: string): boolean {
  return typeof shown === "string" && timingSafeEqual(digest(shown), digest(secret));
}
