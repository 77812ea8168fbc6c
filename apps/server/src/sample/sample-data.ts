import { catalogApi, inventoryApi, partyApi, salesApi, startApi } from "@selvedge/contract";
import type { Ctx } from "../platform/context.ts";
import { type Doors, openDoors } from "../platform/doors.ts";
import { AppError } from "../platform/errors.ts";
import { handleJob, type JobContext } from "../platform/jobs.ts";
import { canDeliver } from "../platform/mail/index.ts";
import { command, type Operation, query } from "../platform/runner.ts";
import { sampleCustomers, sampleStyles, shirtPriceMinor } from "./sample-range.ts";

const JOB = "tenancy.fill_sample";

interface StartRow {
  hasLogo: boolean;
  people: number;
  styles: number;
  hasStock: boolean;
  emailVerified: boolean;
  hasSecondStep: boolean;
  sample: "wanted" | "there" | null;
}

async function readStart(ctx: Ctx): Promise<StartRow> {
  const [row] = await ctx.sql<StartRow[]>`
    select n.settings->>'logoFileId' is not null as "hasLogo", n.settings->>'sampleData' as sample,
           (select count(*)::int from user_account u where u.tenant_id = n.id) as people,
           (select count(*)::int from style s where s.tenant_id = n.id) as styles,
           exists (select 1 from stock_move m where m.tenant_id = n.id) as "hasStock",
           coalesce((select u.email_verified_at is not null from user_account u where u.tenant_id = n.id and u.id = ${ctx.actor.id}), true)
             as "emailVerified",
           coalesce((select u.totp_confirmed_at is not null
                            or exists (select 1 from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id)
                     from user_account u where u.tenant_id = n.id and u.id = ${ctx.actor.id}), true) as "hasSecondStep"
    from tenant n where n.id = ${ctx.tenantId}`;
  return row!;
}

const getStart = query(startApi.getStart, async (ctx) => {
  const { sample, ...rest } = await readStart(ctx);
  return { ...rest, mailsStayHere: !canDeliver(), sampleData: sample ?? ("none" as const) };
});

/** Only into an empty business: samples among real goods would be sold one day. */
const addSampleData = command(startApi.addSampleData, async (ctx) => {
  const start = await readStart(ctx);
  if (start.styles > 0 || start.sample) {
    throw new AppError("wrong_state", "There are styles already; sample data only goes into a business that has none.");
  }
  await ctx.changeConfig();
  await mark(ctx, "wanted");
  ctx.enqueue({ task: JOB, payload: {}, key: `${JOB} ${ctx.tenantId}` });
  ctx.emit({ type: "tenancy.sample_data_wanted", entityType: "tenant", entityId: ctx.tenantId });
  return {};
});

async function mark(ctx: Ctx, state: "wanted" | "there"): Promise<void> {
  await ctx.sql`update tenant set settings = settings || jsonb_build_object('sampleData', ${state}::text) where id = ${ctx.tenantId}`;
}

/** The doors of the first steps. @param doors every door of the product, asked when the job runs */
export function sampleOperations(doors: () => readonly Operation[]): readonly Operation[] {
  handleJob(JOB, (job) => fillSample(job, doors()));
  return [getStart, addSampleData] as unknown as readonly Operation[];
}

/** Through the doors that people use. Each step looks whether it was done, so that a repeat goes on where it broke off. */
async function fillSample(job: JobContext, operations: readonly Operation[]): Promise<void> {
  const doors = openDoors(job.runtime, operations, job.tenantId);
  const currency = await doors.step("tenancy.sample_currency", async (ctx) => ctx.tenant.currency);
  const skuIds = await addStyles(doors, shirtPriceMinor[currency] ?? 5_000);
  const customerIds = await addCustomers(doors);
  await addOrders(doors, skuIds, customerIds);
  await doors.step("tenancy.sample_there", async (ctx) => {
    await ctx.changeConfig();
    await mark(ctx, "there");
    ctx.emit({ type: "tenancy.sample_data_added", entityType: "tenant", entityId: ctx.tenantId });
  });
}

async function addStyles(doors: Doors, shirtMinor: number): Promise<string[]> {
  const { items: scales } = await doors.run(catalogApi.listSizeScales, {});
  const { items: known } = await doors.run(catalogApi.listStyles, { q: "SMP-", limit: 50 });
  const { items: channels } = await doors.run(salesApi.listChannels, {});
  const locationId = channels.find((c) => c.kind === "web")!.locationId;
  const skuIds: string[] = [];
  for (const sample of sampleStyles) {
    const scale = scales.find((s) => s.code === sample.scale) ?? scales[0]!;
    const before = known.find((s) => s.code === sample.code);
    const style = before
      ? await doors.run(catalogApi.getStyle, { id: before.id })
      : await doors.run(catalogApi.createStyle, {
          code: sample.code,
          name: sample.name,
          taxClass: "apparel",
          sizeScaleId: scale.id,
          sizes: scale.sizes.slice(0, sample.sizes),
          colourways: sample.colours.map(([code, name, hex]) => ({ code, name, hex })),
          basePriceMinor: Math.round((shirtMinor * sample.price) / 100) * 100,
        });
    const ids = style.colourways.flatMap((c) => c.skus.map((s) => s.id));
    const lines = ids.map((skuId, at) => ({
      skuId,
      qty: 12 + ((at * 5) % 14),
      unitCostMinor: Math.round(shirtMinor * sample.price * 0.4),
    }));
    if (!before) await doors.run(inventoryApi.receiveStock, { locationId, lines });
    skuIds.push(...ids);
  }
  return skuIds;
}

async function addCustomers(doors: Doors): Promise<string[]> {
  const ids: string[] = [];
  for (const customer of sampleCustomers) {
    const { items } = await doors.run(partyApi.listCustomers, { q: customer.email, limit: 5 });
    ids.push(items[0]?.id ?? (await doors.run(partyApi.createCustomer, customer)).id);
  }
  return ids;
}

async function addOrders(doors: Doors, skuIds: readonly string[], customerIds: readonly string[]): Promise<void> {
  const { items } = await doors.run(salesApi.listOrders, { limit: 1 });
  if (items.length > 0) return;
  const { items: channels } = await doors.run(salesApi.listChannels, {});
  const web = channels.find((c) => c.kind === "web")!;
  for (let n = 0; n < 6; n += 1) {
    await doors.run(salesApi.placeOrder, {
      channelId: web.id,
      customerId: customerIds[n % customerIds.length]!,
      lines: [0, 1, 2].map((at) => ({ skuId: skuIds[(n * 7 + at * 11) % skuIds.length]!, qty: 1 + ((n + at) % 3) })),
      ...(n % 2 === 0 ? { payment: { method: "card" as const } } : {}),
    });
  }
}
