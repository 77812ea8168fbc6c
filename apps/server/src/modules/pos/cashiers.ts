import { pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { tillApi } from "@selvedge/contract";
import { fieldError, notFound } from "../../platform/errors.ts";
import { command, query } from "../../platform/runner.ts";

const derive = promisify(pbkdf2);

/** As the till's browser derives it (Web Crypto): PBKDF2, SHA-256. some 0.1 s of a tablet; a PIN is short whatever the count. */
export const PIN_ROUNDS = 200_000;
export const hashPin = async (pin: string, salt: string) =>
  (await derive(pin, Buffer.from(salt, "hex"), PIN_ROUNDS, 32, "sha256")).toString("hex");

export const listCashiers = query(tillApi.listCashiers, async (ctx) => {
  const rows = await ctx.sql<
    {
      userId: string;
      name: string;
      approves: boolean;
      discountLimitBasisPoints: number;
      status: "active" | "archived";
      set_at: Date;
      version: number;
    }[]
  >`
    select c.user_id as "userId", u.name, c.approves, c.discount_limit_basis_points as "discountLimitBasisPoints",
           case when u.status = 'active' then c.status else 'archived' end as status, c.set_at, c.version
    from till_cashier c join user_account u on u.tenant_id = c.tenant_id and u.id = c.user_id
    where c.tenant_id = ${ctx.tenantId} order by u.name, u.id limit 500`;
  return { items: rows.map(({ set_at, ...row }) => ({ ...row, setAt: set_at.toISOString() })) };
});

/** Lets a user sell at tills. The PIN is hashed before the transaction, as it is made to take its time. */
export const setCashier = command(
  tillApi.setCashier,
  async (ctx, input, pin: { salt: string; hash: string } | null) => {
    const { sql, tenantId } = ctx;
    const { userId, approves, discountLimitBasisPoints, status } = input;
    const [user] = await sql`select 1 from user_account where tenant_id = ${tenantId} and id = ${userId}`;
    if (!user) throw notFound("user");
    const [known] = await sql<{ pin_salt: string; pin_hash: string }[]>`
      select pin_salt, pin_hash from till_cashier where tenant_id = ${tenantId} and user_id = ${userId} for update`;
    if (!known && !pin) throw fieldError("pin", "Give the first PIN: four to eight digits");
    await ctx.changeConfig();
    const [row] = await sql<{ version: number }[]>`
      insert into till_cashier (tenant_id, user_id, pin_salt, pin_hash, approves, discount_limit_basis_points, status)
      values (${tenantId}, ${userId}, ${pin?.salt ?? known!.pin_salt}, ${pin?.hash ?? known!.pin_hash}, ${approves},
              ${discountLimitBasisPoints}, ${status})
      on conflict (tenant_id, user_id) do update set pin_salt = excluded.pin_salt, pin_hash = excluded.pin_hash,
        approves = excluded.approves, discount_limit_basis_points = excluded.discount_limit_basis_points,
        status = excluded.status, version = till_cashier.version + 1, set_at = ${ctx.now}
      returning version`;
    ctx.emit({
      type: "pos.cashier_set",
      entityType: "user",
      entityId: userId,
      after: { approves, discountLimitBasisPoints, status, pinChanged: pin !== null },
    });
    return { userId, version: row!.version };
  },
  {
    async prepare(_runtime, input, call) {
      const salt = randomBytes(16).toString("hex");
      const pin = input.pin === undefined ? null : { salt, hash: await hashPin(input.pin, salt) };
      return { tenantId: call.tenantId as string, prepared: pin };
    },
  },
);
