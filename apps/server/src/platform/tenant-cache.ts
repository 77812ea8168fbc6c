const kept = new Map<string, { version: number; value: unknown }>();
const MOST = 20_000;

/**
 * Keeps a tenant's configuration by its version. The version is read by every command as it begins, so a change made
 * by any process is seen by the next command everywhere, without a message between them.
 *
 * Only what has been loaded is shared: a load speaks through its own transaction, which may itself be waiting for a
 * lock, and whoever held that lock would wait for it for ever.
 */
export async function cachedByVersion<T>(
  tenantId: string,
  name: string,
  version: number,
  load: () => Promise<T>,
): Promise<T> {
  const key = `${tenantId} ${name}`;
  const found = kept.get(key);
  if (found?.version === version) return found.value as T;
  const value = await load();
  const meanwhile = kept.get(key);
  if (meanwhile && meanwhile.version >= version) return value;
  kept.delete(key);
  kept.set(key, { version, value });
  if (kept.size > MOST) {
    const oldest = kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
  }
  return value;
}
