/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then version, variant and 74 random bits, so that keys
 * sort by time of making. Pure: the caller brings the clock and at least 10 random bytes.
 */
export function newId(millis: number, randomBytes: Uint8Array): string {
  if (!Number.isSafeInteger(millis) || millis < 0 || millis >= 2 ** 48) throw new RangeError(`not a time: ${millis}`);
  if (randomBytes.length < 10) throw new RangeError("a UUID needs 10 random bytes");
  const time = millis.toString(16).padStart(12, "0");
  const byte = (i: number) => randomBytes[i] ?? 0;
  const hex = (i: number) => byte(i).toString(16).padStart(2, "0");
  const version = (0x70 | (byte(0) & 0x0f)).toString(16) + hex(1);
  const variant = (0x80 | (byte(2) & 0x3f)).toString(16) + hex(3);
  const node = hex(4) + hex(5) + hex(6) + hex(7) + hex(8) + hex(9);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${node}`;
}

/** When a UUIDv7 was made, in Unix milliseconds. Throws RangeError for another kind of id. */
export function idMillis(id: string): number {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id)) {
    throw new RangeError(`not a UUIDv7: ${id}`);
  }
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
