import { decideApi, type OutputOf } from "@selvedge/contract";
import { addDays, daysBetween } from "@selvedge/domain";
import { type ArmSums, addObservation, createRng, emptyArm, judgeSequentialTest } from "@selvedge/learn";
import { type Ctx, may } from "../../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import { setPricesStep } from "../../pricing/index.ts";

type View = OutputOf<typeof decideApi.listPriceTests>["items"][number];

interface TestRow {
  id: string;
  name: string;
  styleId: string;
  styleName: string;
  priceListId: string;
  channelKind: "retail" | "web";
  priceAMinor: number;
  priceBMinor: number;
  startsOn: string;
  turnDays: number;
  turns: string;
  smallestEffectMinor: number;
  status: "running" | "ended";
  endedOn: string | null;
  createdAt: Date;
  cursorAt: string;
}

const columns = (ctx: Ctx) => ctx.sql`
  t.id, t.name, t.style_id as "styleId", y.name as "styleName", t.price_list_id as "priceListId", t.channel_kind as "channelKind",
  t.price_a_minor as "priceAMinor", t.price_b_minor as "priceBMinor", t.starts_on as "startsOn", t.turn_days as "turnDays", t.turns,
  t.smallest_effect_minor as "smallestEffectMinor", t.status, t.ended_on as "endedOn", t.created_at as "createdAt",
  t.created_at::text as "cursorAt"
  from price_test t join style y on y.tenant_id = t.tenant_id and y.id = t.style_id`;

const lastDayOf = (test: TestRow) => addDays(test.startsOn, test.turns.length * test.turnDays - 1);

/**
 * Registers a test of the present price (A) against another (B). Turns of some days are drawn by lot in pairs, so that both
 * see the same seasons; the prices of B's turns are set with their dates at once.
 */
export const startPriceTest = command(decideApi.startPriceTest, async (ctx, input) => {
  assertMaySetPrices(ctx);
  if (input.startsOn <= ctx.today)
    throw fieldError("startsOn", "Begin tomorrow or later: today has begun with the old price");
  if (input.turns % 2 === 1) throw fieldError("turns", "An even number, so that both prices get as many turns");
  const { sql, tenantId } = ctx;
  const present = await findPresentPrice(ctx, input.styleId, input.channelKind);
  if (present.priceMinor === input.priceBMinor) throw fieldError("priceBMinor", "This is the present price already");
  const id = newId();
  const turns = drawTurns(input.turns, id);
  const inserted = await sql`
    insert into price_test (tenant_id, id, name, style_id, price_list_id, channel_kind, price_a_minor, price_b_minor, starts_on,
                            turn_days, turns, smallest_effect_minor, created_by)
    values (${tenantId}, ${id}, ${input.name}, ${input.styleId}, ${present.priceListId}, ${input.channelKind}, ${present.priceMinor},
            ${input.priceBMinor}, ${input.startsOn}, ${input.turnDays}, ${turns}, ${input.smallestEffectMinor},
            ${ctx.actor.type === "user" ? ctx.actor.id : null}::uuid)
    on conflict (tenant_id, style_id, channel_kind) where status = 'running' do nothing`;
  if (inserted.count === 0) throw new AppError("duplicate", "A test of this style runs there already. End it first.");
  const { warnings } = await setPricesStep(ctx, {
    priceListId: present.priceListId,
    styleId: input.styleId,
    remove: [],
    prices: turnsOfB(turns, input.startsOn, input.turnDays).map((turn) => ({
      ...{ minQty: 1, unitPriceMinor: input.priceBMinor, ...turn },
    })),
  });
  ctx.emit({
    type: "insights.price_test_started",
    entityType: "price_test",
    entityId: id,
    after: { ...input, priceAMinor: present.priceMinor, turns },
  });
  return { id, warnings };
});

function assertMaySetPrices(ctx: Ctx): void {
  const permission = "pricing.price.change";
  if (!may(ctx.actor, permission)) throw new AppError("not_permitted", undefined, { details: { permission } });
}

/** Pairs of turns, each in an order drawn by the test's own lot. */
function drawTurns(count: number, id: string): string {
  const rng = createRng(Number.parseInt(id.replaceAll("-", "").slice(-7), 16));
  return Array.from({ length: count / 2 }, () => (rng.uniform() < 0.5 ? "AB" : "BA")).join("");
}

function turnsOfB(turns: string, startsOn: string, turnDays: number): { validFrom: string; validTo: string }[] {
  return [...turns].flatMap((arm, i) =>
    arm === "B"
      ? [{ validFrom: addDays(startsOn, i * turnDays), validTo: addDays(startsOn, (i + 1) * turnDays - 1) }]
      : [],
  );
}

/** The list that holds in that kind of channel: its own where it prices this style, else the base list. */
async function findPresentPrice(ctx: Ctx, styleId: string, channelKind: string) {
  const { sql, tenantId } = ctx;
  const [style] = await sql`select from style where tenant_id = ${tenantId} and id = ${styleId}`;
  if (!style) throw fieldError("styleId", "There is no such style");
  const [row] = await sql<{ priceListId: string; priceMinor: number }[]>`
    select p.price_list_id as "priceListId", p.unit_price_minor as "priceMinor" from price p
    join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.status = 'active' and b.currency = ${ctx.tenant.currency}
      and (b.kind = 'base' or b.kind = 'channel' and b.channel_kind = ${channelKind})
    where p.tenant_id = ${tenantId} and p.style_id = ${styleId} and p.sku_id is null and p.min_qty = 1
      and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today}
    order by b.kind = 'channel' desc, p.valid_from desc limit 1`;
  if (!row) throw fieldError("styleId", "This style has no price yet; set one first");
  return row;
}

export const listPriceTests = query(decideApi.listPriceTests, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<TestRow[]>`
    select ${columns(ctx)} where t.tenant_id = ${tenantId}
      ${input.q ? sql`and (t.name ilike ${likePattern(input.q)} or y.name ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (t.created_at, t.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by t.created_at desc, t.id desc limit ${input.limit + 1}`;
  const page = pageOf(
    rows,
    input.limit,
    (row) => [row.cursorAt, row.id],
    (row) => row,
  );
  const days = await readDays(ctx, page.items);
  return { ...page, items: page.items.map((test) => viewOf(ctx, test, days.get(test.id) ?? [])) };
});

interface Day {
  testId: string;
  on: string;
  units: number;
  marginMinor: number;
}

/** What each day of the tests sold in that kind of channel, in one statement; days without a sale are zero. */
async function readDays(ctx: Ctx, tests: readonly TestRow[]): Promise<Map<string, Day[]>> {
  if (tests.length === 0) return new Map();
  const { sql, tenantId } = ctx;
  const rows = await sql<Day[]>`
    select t.id as "testId", d::date::text as "on", coalesce(s.units, 0)::int as units, coalesce(s.margin_minor, 0)::bigint as "marginMinor"
    from price_test t
    cross join lateral generate_series(t.starts_on, least(coalesce(t.ended_on, ${ctx.today}::date), ${ctx.today}::date) - 1, interval '1 day') d
    left join lateral (
      select sum(l.qty) as units, sum(l.taxable_minor - l.cost_minor) as margin_minor
      from invoice i
      join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
      join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind = t.channel_kind
      join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = t.style_id
      where i.tenant_id = t.tenant_id and i.issued_on = d::date and i.kind = 'invoice') s on true
    where t.tenant_id = ${tenantId} and t.id = any(${tests.map((t) => t.id)}::uuid[])
      and d::date < t.starts_on + length(t.turns) * t.turn_days
    order by 1, 2`;
  return Map.groupBy(rows, (row) => row.testId);
}

/** Fewer days than this per price say nothing. */
const LEAST_DAYS = 10;

function viewOf(ctx: Ctx, test: TestRow, days: readonly Day[]): View {
  const arms: Record<"A" | "B", { sums: ArmSums; units: number }> = {
    A: { sums: emptyArm(), units: 0 },
    B: { sums: emptyArm(), units: 0 },
  };
  for (const day of days) {
    const arm = arms[test.turns[Math.floor(daysBetween(test.startsOn, day.on) / test.turnDays)] as "A" | "B"];
    arm.sums = addObservation(arm.sums, day.marginMinor);
    arm.units += day.units;
  }
  const { A, B } = arms;
  const verdict = judgeSequentialTest(A.sums, B.sums, {
    ...{ leastCount: LEAST_DAYS, plannedCount: Math.max(20, test.turns.length * test.turnDays) },
    smallestEffect: test.smallestEffectMinor,
  });
  const early = !verdict.ok || Math.min(A.sums.count, B.sums.count) < LEAST_DAYS;
  const meanOf = (sums: ArmSums) => (sums.count > 0 ? sums.sum / sums.count : null);
  const { priceListId: _list, smallestEffectMinor: _least, cursorAt: _at, createdAt, ...rest } = test;
  return {
    ...rest,
    ...{ currency: ctx.tenant.currency, endsOn: lastDayOf(test), createdAt: createdAt.toISOString() },
    ...{ daysA: A.sums.count, daysB: B.sums.count, unitsA: A.units, unitsB: B.units },
    ...{ marginPerDayAMinor: meanOf(A.sums), marginPerDayBMinor: meanOf(B.sums) },
    decision: early ? "too_early" : verdict.value.decision,
    differenceMinor: early ? null : verdict.value.difference,
    lowerMinor: early ? null : verdict.value.lower,
    upperMinor: early ? null : verdict.value.upper,
  };
}

/** Ends a test: one price is kept from today on, and the turns to come carry it too. */
export const endPriceTest = command(decideApi.endPriceTest, async (ctx, input) => {
  assertMaySetPrices(ctx);
  const { sql, tenantId } = ctx;
  const [test] = await sql<TestRow[]>`
    select ${columns(ctx)} where t.tenant_id = ${tenantId} and t.id = ${input.id} for update of t`;
  if (!test) throw notFound("price test");
  if (test.status === "ended") throw new AppError("wrong_state", "This test has ended already.");
  const view = viewOf(ctx, test, (await readDays(ctx, [test])).get(test.id) ?? []);
  await endTurns(ctx, test, input.keep);
  await sql`
    update price_test set status = 'ended', ended_on = ${ctx.today}, version = version + 1,
           verdict = ${sql.json({ keep: input.keep, decision: view.decision, differenceMinor: view.differenceMinor } as never)}
    where tenant_id = ${tenantId} and id = ${test.id}`;
  ctx.emit({
    type: "insights.price_test_ended",
    entityType: "price_test",
    entityId: test.id,
    before: { status: "running" },
    after: { status: "ended", keep: input.keep, decision: view.decision },
  });
  return { id: test.id, decision: view.decision };
});

/** Turns that run are cut at yesterday, those to come are taken away; B, where it is kept, holds from today on. */
async function endTurns(ctx: Ctx, test: TestRow, keep: "A" | "B"): Promise<void> {
  const { sql, tenantId } = ctx;
  const turns = turnsOfB(test.turns, test.startsOn, test.turnDays);
  const toCome = turns.filter((turn) => turn.validFrom >= ctx.today).map((turn) => turn.validFrom);
  const running = turns.filter((turn) => turn.validFrom < ctx.today && turn.validTo >= ctx.today);
  const remove = await sql<{ id: string }[]>`
    select id from price
    where tenant_id = ${tenantId} and style_id = ${test.styleId} and price_list_id = ${test.priceListId} and sku_id is null
      and min_qty = 1 and unit_price_minor = ${test.priceBMinor} and valid_from = any(${toCome}::date[])`;
  const prices = [
    ...running.map(({ validFrom }) => ({
      minQty: 1,
      unitPriceMinor: test.priceBMinor,
      validFrom,
      validTo: addDays(ctx.today, -1),
    })),
    ...(keep === "B" ? [{ minQty: 1, unitPriceMinor: test.priceBMinor, validFrom: ctx.today }] : []),
  ];
  if (prices.length + remove.length === 0) return;
  await setPricesStep(ctx, {
    ...{ priceListId: test.priceListId, styleId: test.styleId, prices, remove: remove.map((row) => row.id) },
  });
}
