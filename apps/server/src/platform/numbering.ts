import type { Ctx, Runtime } from "./context.ts";

/**
 * The next number of a legal series, without gaps: the counter row stays locked until commit, so call this last.
 * @returns e.g. `INV-00042`
 */
export async function nextGaplessNumber(ctx: Ctx, series: string, fallbackPrefix: string): Promise<string> {
  const [row] = await ctx.sql<{ prefix: string; pad: number; no: number }[]>`
    insert into number_series (tenant_id, code, prefix, next_no) values (${ctx.tenantId}, ${series}, ${fallbackPrefix}, 2)
    on conflict (tenant_id, code) do update set next_no = number_series.next_no + 1
    returning prefix, pad, next_no - 1 as no`;
  return formatNumber(row!.prefix, row!.pad, row!.no);
}

/** Takes `count` numbers of a gapless series at once, for bulk steps. Returns the first and how to write one. */
export async function takeGaplessNumbers(ctx: Ctx, series: string, fallbackPrefix: string, count: number) {
  const [row] = await ctx.sql<{ prefix: string; pad: number; first: number }[]>`
    insert into number_series (tenant_id, code, prefix, next_no)
    values (${ctx.tenantId}, ${series}, ${fallbackPrefix}, ${count + 1})
    on conflict (tenant_id, code) do update set next_no = number_series.next_no + ${count}
    returning prefix, pad, next_no - ${count} as first`;
  return row!;
}

export function formatNumber(prefix: string, pad: number, no: number): string {
  return `${prefix}${String(no).padStart(pad, "0")}`;
}

const BLOCK = 64;
const blocks = new Map<string, { prefix: string; pad: number; next: number; end: number } | Promise<void>>();

/**
 * A number that must be unique and rising but may leave gaps (orders, shipments): taken from a block this process
 * claimed in a transaction of its own, so that orders placed at once do not wait for one another's commit.
 */
export async function nextLooseNumber(
  runtime: Runtime,
  tenantId: string,
  series: string,
  prefix: string,
): Promise<string> {
  const key = `${tenantId} ${series}`;
  for (;;) {
    const block = blocks.get(key);
    if (block instanceof Promise) {
      await block;
      continue;
    }
    if (block && block.next < block.end) {
      const no = block.next;
      block.next += 1;
      return formatNumber(block.prefix, block.pad, no);
    }
    const claim = claimBlock(runtime, tenantId, series, prefix);
    const settled = claim.then(
      (claimed) => void blocks.set(key, claimed),
      () => void blocks.delete(key),
    );
    blocks.set(key, settled);
    await claim;
  }
}

async function claimBlock(runtime: Runtime, tenantId: string, series: string, prefix: string) {
  return (await runtime.sideSql.begin(async (sql) => {
    await sql`select app.begin_command(${tenantId}, null)`;
    const [row] = await sql<{ prefix: string; pad: number; end: number }[]>`
      insert into number_series (tenant_id, code, prefix, next_no) values (${tenantId}, ${series}, ${prefix}, ${BLOCK + 1})
      on conflict (tenant_id, code) do update set next_no = number_series.next_no + ${BLOCK}
      returning prefix, pad, next_no as end`;
    return { prefix: row!.prefix, pad: row!.pad, next: row!.end - BLOCK, end: row!.end };
  })) as { prefix: string; pad: number; next: number; end: number };
}
