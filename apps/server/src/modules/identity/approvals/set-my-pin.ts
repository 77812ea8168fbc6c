import { accessApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { passwordMatches } from "../../../platform/hash-password.ts";
import { command, inTransaction } from "../../../platform/runner.ts";
import { assertPinNotObvious, hashPin } from "./check-pin.ts";

/** Sets the caller's own approval PIN, with their password. */
export const setMyPin = command(
  accessApi.setMyPin,
  async (ctx, _input, ready: { pinHash: string; right: boolean }) => {
    const { sql, tenantId, actor } = ctx;
    if (actor.type !== "user") throw new AppError("not_permitted", "Only a person has a PIN.");
    if (!ready.right) {
      ctx.emit({ type: "identity.pin_refused", entityType: "user", entityId: actor.id! });
      ctx.refuseAfterCommit(
        new AppError("validation_failed", "The password is not right.", {
          fields: [{ path: "password", message: "Not your password" }],
        }),
      );
      return {};
    }
    await sql`
      insert into approval_pin (tenant_id, user_id, pin_hash, set_at) values (${tenantId}, ${actor.id}, ${ready.pinHash}, ${ctx.now})
      on conflict (tenant_id, user_id) do update
      set pin_hash = excluded.pin_hash, set_at = excluded.set_at, failed_tries = 0, locked_until = null`;
    ctx.emit({ type: "identity.pin_set", entityType: "user", entityId: actor.id! });
    return {};
  },
  {
    async prepare(runtime, input, call) {
      assertPinNotObvious(input.pin);
      const tenantId = call.tenantId!;
      const known = await inTransaction(
        runtime,
        { ...call, tenantId, idempotencyKey: undefined },
        { name: "identity.set_my_pin", readOnly: true },
        async ({ sql, actor }) => {
          const [user] = await sql<{ password_hash: string | null }[]>`
            select password_hash from user_account where tenant_id = ${tenantId} and id = ${actor.id}`;
          return user?.password_hash ?? null;
        },
      );
      const right = await passwordMatches(known, input.password);
      return { tenantId, prepared: { pinHash: await hashPin(input.pin), right } };
    },
  },
);

export const removeMyPin = command(accessApi.removeMyPin, async (ctx) => {
  const { sql, tenantId, actor } = ctx;
  const gone = await sql`delete from approval_pin where tenant_id = ${tenantId} and user_id = ${actor.id} returning 1`;
  if (gone.length > 0) ctx.emit({ type: "identity.pin_removed", entityType: "user", entityId: actor.id! });
  return {};
});
