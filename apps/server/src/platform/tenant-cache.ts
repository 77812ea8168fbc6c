const kept = new Map<string, { version: number; value: Promise<unknown> }>();
const MOST = 20_000;

/**
 * Keeps a tenant's configuration by its version. The version is read by every command as it begins, so a change made
 * by any process is seen by the next command everywhere, without a message between them.
 */
export function cachedByVersion<T>(
  tenantId: string,
  name: string,
  version: number,
  load: () => Promise<T>,
): Promise<T> {
  const key = `${tenantId} ${name}`;
  const found = kept.get(key);
  if (found && found.version === version) return found.value as Promise<T>;
  const value = load();
  kept.delete(key);
  kept.set(key, { version, value });
  value.catch(() => {
    if (kept.get(key)?.value === value) kept.delete(key);
  });
  if (kept.size > MOST) {
    const oldest = kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
  }
  return value;
}
