import { type OutputOf, privacyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { readRecordNames } from "../../platform/record-names.ts";
import { command, query } from "../../platform/runner.ts";
import { getPerson } from "./people.ts";

type HoldView = OutputOf<typeof privacyApi.placeHold>;
type Row = Omit<HoldView, "placedAt" | "releasedAt" | "personName"> & { placedAt: Date; releasedAt: Date | null };

async function readHolds(ctx: Ctx, id: string | null): Promise<HoldView[]> {
  const rows = await ctx.sql<Row[]>`
    select id, person_kind as "personKind", person_id as "personId", reason, placed_at as "placedAt", released_at as "releasedAt"
    from privacy_hold where tenant_id = ${ctx.tenantId} and ${id ? ctx.sql`id = ${id}` : ctx.sql`released_at is null`}
    order by placed_at desc, id desc limit 500`;
  const names = await readRecordNames(
    ctx,
    rows.map((row) => row.personId),
  );
  return rows.map((row) => ({
    ...row,
    personName: names.get(row.personId) ?? null,
    placedAt: row.placedAt.toISOString(),
    releasedAt: row.releasedAt?.toISOString() ?? null,
  }));
}

export const listHolds = query(privacyApi.listHolds, async (ctx) => ({ items: await readHolds(ctx, null) }));

export const placeHold = command(privacyApi.placeHold, async (ctx, input) => {
  const person = await getPerson(ctx, input.kind, input.id);
  if (person.held) throw new AppError("duplicate", "This person is under legal hold already.");
  const id = newId();
  await ctx.sql`
    insert into privacy_hold (tenant_id, id, person_kind, person_id, reason, placed_by, placed_at)
    values (${ctx.tenantId}, ${id}, ${input.kind}, ${input.id}, ${input.reason}, ${ctx.actor.id}, ${ctx.now})`;
  ctx.emit({
    type: "privacy.hold_placed",
    entityType: input.kind,
    entityId: input.id,
    after: { holdId: id, reason: input.reason },
  });
  return (await readHolds(ctx, id))[0]!;
});

export const releaseHold = command(privacyApi.releaseHold, async (ctx, { id }) => {
  const [row] = await ctx.sql<{ person_kind: string; person_id: string; released_at: Date | null }[]>`
    select person_kind, person_id, released_at from privacy_hold where tenant_id = ${ctx.tenantId} and id = ${id} for update`;
  if (!row) throw notFound("hold");
  if (row.released_at) throw new AppError("wrong_state", "This hold has ended already.");
  await ctx.sql`update privacy_hold set released_at = ${ctx.now}, released_by = ${ctx.actor.id}
                where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.emit({
    type: "privacy.hold_released",
    entityType: row.person_kind,
    entityId: row.person_id,
    after: { holdId: id },
  });
  return (await readHolds(ctx, id))[0]!;
});
