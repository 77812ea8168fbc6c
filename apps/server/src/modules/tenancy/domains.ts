import { randomBytes } from "node:crypto";
import { type OutputOf, tenantSiteApi } from "@selvedge/contract";
import type { Ctx, Runtime } from "../../platform/context.ts";
import { fieldError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { type Call, command, inTransaction, query } from "../../platform/runner.ts";
import { isOwnDomain, subdomainOf } from "../../platform/tenant-host.ts";
import { readTxtRecords } from "./dns.ts";

type DomainView = OutputOf<typeof tenantSiteApi.addDomain>;
const RECORD = "_selvedge";
const MOST_DOMAINS = 20;

interface Row {
  id: string;
  host: string;
  token: string;
  verified_at: Date | null;
  checked_at: Date | null;
  last_error: string | null;
}

function viewOf(row: Row): DomainView {
  return {
    id: row.id,
    host: row.host,
    recordName: `${RECORD}.${row.host}`,
    recordValue: `selvedge-verification=${row.token}`,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    checkedAt: row.checked_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}

async function readDomains(ctx: Ctx, id: string | null = null): Promise<Row[]> {
  return ctx.sql<Row[]>`
    select id, host, token, verified_at, checked_at, last_error from tenant_domain
    where tenant_id = ${ctx.tenantId} ${id === null ? ctx.sql`` : ctx.sql`and id = ${id}`} order by host limit ${MOST_DOMAINS}`;
}

async function getDomain(ctx: Ctx, id: string): Promise<Row> {
  const [row] = await readDomains(ctx, id);
  if (!row) throw notFound("domain");
  return row;
}

export const listDomains = query(tenantSiteApi.listDomains, async (ctx) => ({
  subdomain: subdomainOf(ctx.tenant.slug),
  items: (await readDomains(ctx)).map(viewOf),
}));

export const addDomain = command(tenantSiteApi.addDomain, async (ctx, { host }) => {
  if (isOwnDomain(host))
    throw fieldError("host", "This is an address of the installation itself; add a domain of yours.");
  if ((await readDomains(ctx)).length >= MOST_DOMAINS) {
    throw fieldError("host", `At most ${MOST_DOMAINS} domains; take one away first.`);
  }
  const id = newId();
  await ctx.sql`insert into tenant_domain (tenant_id, id, host, token)
                values (${ctx.tenantId}, ${id}, ${host}, ${randomBytes(16).toString("hex")})`;
  const after = viewOf(await getDomain(ctx, id));
  ctx.emit({ type: "tenancy.domain_added", entityType: "tenant", entityId: ctx.tenantId, after: { host } });
  return after;
});

/** The record is looked for before the transaction begins: no network call holds one open. */
export const verifyDomain = command(
  tenantSiteApi.verifyDomain,
  async (ctx, { id }, seen: Seen) => {
    const row = await getDomain(ctx, id);
    const found = seen.records.includes(viewOf(row).recordValue);
    const problem = found
      ? null
      : (seen.problem ?? "The record was not found. A new record can take an hour to be seen everywhere.");
    await ctx.sql`
      update tenant_domain set checked_at = ${ctx.now}, last_error = ${problem},
        verified_at = case when ${found} then coalesce(verified_at, ${ctx.now}) else verified_at end
      where tenant_id = ${ctx.tenantId} and id = ${id}`;
    if (found && row.verified_at === null) {
      ctx.emit({
        type: "tenancy.domain_verified",
        entityType: "tenant",
        entityId: ctx.tenantId,
        after: { host: row.host },
      });
    }
    return viewOf(await getDomain(ctx, id));
  },
  {
    async prepare(runtime, { id }, call) {
      const host = await hostOf(runtime, call, id);
      return { tenantId: call.tenantId!, prepared: await look(host) };
    },
  },
);

async function hostOf(runtime: Runtime, call: Call, id: string): Promise<string> {
  const within = { ...call, tenantId: call.tenantId!, idempotencyKey: undefined };
  return inTransaction(
    runtime,
    within,
    { name: "tenancy.find_domain", readOnly: true },
    async (ctx) => (await getDomain(ctx, id)).host,
  );
}

interface Seen {
  records: string[];
  problem: string | null;
}

async function look(host: string): Promise<Seen> {
  try {
    return { records: await readTxtRecords(`${RECORD}.${host}`), problem: null };
  } catch {
    return { records: [], problem: "No name server answered; try again in a moment." };
  }
}

export const removeDomain = command(tenantSiteApi.removeDomain, async (ctx, { id }) => {
  const row = await getDomain(ctx, id);
  await ctx.sql`delete from tenant_domain where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.emit({
    type: "tenancy.domain_removed",
    entityType: "tenant",
    entityId: ctx.tenantId,
    before: { host: row.host },
  });
  return {};
});
