import { timingSafeEqual } from "node:crypto";
import { tillApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { ACCESS_SECONDS, signAccessToken } from "../identity/index.ts";
import { secretHash } from "./device.ts";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const tokenForm = new RegExp(`^(${uuid})\\.(${uuid})\\.([\\w-]{43})$`);
const unknownDevice = () => new AppError("session_revoked", "This till is not known any more; pair it again.");

interface Row {
  secret_hash: string;
  revoked_at: Date | null;
  highest: number;
}

/** A till signs in with its own token: it is told the time, what of it has arrived, and whether it is still wanted. */
export const openTillSession = command(
  tillApi.openTillSession,
  async (ctx, input, who: { deviceId: string; secret: string }) => {
    const { sql, tenantId } = ctx;
    const [row] = await sql<Row[]>`
      select d.secret_hash, d.revoked_at,
             coalesce((select max(e.counter) from till_event e where e.tenant_id = d.tenant_id and e.device_id = d.id), 0)::int as highest
      from till_device d where d.tenant_id = ${tenantId} and d.id = ${who.deviceId}`;
    const given = Buffer.from(secretHash(who.secret), "hex");
    if (!row || !timingSafeEqual(Buffer.from(row.secret_hash, "hex"), given)) throw unknownDevice();
    await sql`
      update till_device set last_seen_at = ${ctx.now}, waiting_events = ${input.waitingEvents},
        stuck_events = ${input.stuckEvents}, stuck_words = ${input.stuckWords},
        clock_skew_ms = ${input.skewMs}, app_version = ${input.appVersion ?? null}
      where tenant_id = ${tenantId} and id = ${who.deviceId}`;
    const actor = { tenantId, userId: who.deviceId, permissions: ["pos.till.sync"] };
    return {
      accessToken: await signAccessToken(actor, who.deviceId, ctx.now, { actorType: "device" }),
      expiresInSeconds: ACCESS_SECONDS,
      serverAt: ctx.now.toISOString(),
      revoked: row.revoked_at !== null,
      highestCounter: row.highest,
    };
  },
  {
    async prepare(_runtime, input) {
      const parts = tokenForm.exec(input.deviceToken);
      if (!parts) throw unknownDevice();
      return { tenantId: parts[1]!, prepared: { deviceId: parts[2]!, secret: parts[3]! } };
    },
  },
);
