import { tillApi } from "@selvedge/contract";
import { AppError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { newPairingCode, newSecret, plainCode, secretHash } from "./device.ts";

const CODE_MINUTES = 15;

/** A code that pairs one device; asking again makes the last one useless. */
export const openPairing = command(tillApi.openPairing, async (ctx, input) => {
  const code = newPairingCode();
  const expiresAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000);
  const [till] = await ctx.sql<{ status: string }[]>`
    update till set pairing_hash = ${secretHash(plainCode(code))}, pairing_expires_at = ${expiresAt}
    where tenant_id = ${ctx.tenantId} and id = ${input.id} returning status`;
  if (!till) throw notFound("till");
  if (till.status !== "active") throw new AppError("wrong_state", "This till is out of use; bring it back first.");
  ctx.emit({
    type: "pos.pairing_opened",
    entityType: "till",
    entityId: input.id,
    after: { expiresAt: expiresAt.toISOString() },
  });
  return { code, expiresAt: expiresAt.toISOString() };
});

/** Makes the device that knows the code the till's own; the one before is disconnected. */
export const pairDevice = command(
  tillApi.pairDevice,
  async (ctx, input, found: { tillId: string }) => {
    const { sql, tenantId } = ctx;
    const [till] = await sql<{ code: string; generation: number }[]>`
      update till set generation = generation + 1, pairing_hash = null, pairing_expires_at = null
      where tenant_id = ${tenantId} and id = ${found.tillId} and status = 'active'
        and pairing_hash = ${secretHash(plainCode(input.code))} and pairing_expires_at > ${ctx.now}
      returning code, generation`;
    if (!till) throw noSuchCode();
    await sql`update till_device set revoked_at = ${ctx.now}
              where tenant_id = ${tenantId} and till_id = ${found.tillId} and revoked_at is null`;
    const id = newId();
    const secret = newSecret();
    const series = till.generation === 1 ? till.code : `${till.code}.${till.generation}`;
    await sql`
      insert into till_device (tenant_id, id, till_id, name, series, secret_hash, paired_at, last_seen_at)
      values (${tenantId}, ${id}, ${found.tillId}, ${input.deviceName}, ${series}, ${secretHash(secret)}, ${ctx.now}, ${ctx.now})`;
    ctx.emit({
      type: "pos.device_paired",
      entityType: "till",
      entityId: found.tillId,
      after: { deviceId: id, deviceName: input.deviceName, series },
    });
    return { deviceToken: `${tenantId}.${id}.${secret}`, deviceId: id, tillId: found.tillId, series };
  },
  {
    async prepare(runtime, input) {
      const [row] = await runtime.sql<{ tenant_id: string; till_id: string }[]>`
        select tenant_id, till_id from app.find_till_pairing(${secretHash(plainCode(input.code))})`;
      if (!row) throw noSuchCode();
      return { tenantId: row.tenant_id, prepared: { tillId: row.till_id } };
    },
  },
);

const noSuchCode = () =>
  new AppError("not_found", "This code is not known or is too old; have a new one shown in the admin.", {
    fields: [{ path: "code", message: "Not known, or too old" }],
  });

export const revokeDevice = command(tillApi.revokeDevice, async (ctx, input) => {
  const [row] = await ctx.sql<{ id: string }[]>`
    update till_device set revoked_at = ${ctx.now}
    where tenant_id = ${ctx.tenantId} and till_id = ${input.id} and revoked_at is null returning id`;
  if (!row) throw notFound("device");
  ctx.emit({ type: "pos.device_revoked", entityType: "till", entityId: input.id, after: { deviceId: row.id } });
  return {};
});
