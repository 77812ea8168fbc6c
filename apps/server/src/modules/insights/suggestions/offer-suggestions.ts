import type { decideApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";

/** What a model proposes for one need. `need` is its name: of each only one suggestion is open. */
export interface Offer {
  need: string;
  subjectType: "style" | "customer";
  subjectId: string;
  action: decideApi.SuggestionAction;
  drivers: { factor: string; value: number | null; unit: string }[];
  confidence: {
    level: number | null;
    measure: string | null;
    ours: number | null;
    naive: number | null;
    note: string | null;
  };
  worthMinor: number;
  worthLowMinor: number;
  worthHighMinor: number;
}

export interface OfferResult {
  opened: number;
  changed: number;
  expired: number;
  /** Needs that somebody dismissed of late, or that another open suggestion speaks for. */
  silenced: number;
}

/** A dismissed need stays quiet for so long. */
export const QUIET_DAYS = 30;

interface KnownNeed {
  id: string;
  need: string;
  kind: string;
  action: unknown;
  worthMinor: number;
}

/**
 * Puts a kind's suggestions on the table as they now are: new needs open, known ones are brought up to date, those no
 * longer proposed (within `covers`, where given) expire. A repeat changes nothing. Runs of one kind wait for each other.
 */
export async function offerSuggestions(
  ctx: Ctx,
  kind: decideApi.SuggestionAction["kind"],
  offers: readonly Offer[],
  terms: { runId: string | null; validUntil: string; covers?: string },
): Promise<OfferResult> {
  const { sql, tenantId } = ctx;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} suggestions`}, 13))`;
  const needs = offers.map((o) => o.need);
  const [open, quiet] = [
    await sql<KnownNeed[]>`
      select id, need, kind, action, worth_minor as "worthMinor" from suggestion
      where tenant_id = ${tenantId} and status = 'open' and (kind = ${kind} or need = any(${needs}::text[]))`,
    await sql<{ need: string }[]>`
      select distinct need from suggestion
      where tenant_id = ${tenantId} and status = 'dismissed' and need = any(${needs}::text[])
        and decided_at > ${ctx.now}::timestamptz - make_interval(days => ${QUIET_DAYS})`,
  ];
  const known = new Map(open.map((row) => [row.need, row]));
  const silent = new Set(quiet.map((row) => row.need));
  const wanted = offers.filter((o) => !silent.has(o.need) && (known.get(o.need)?.kind ?? kind) === kind);
  const fresh = wanted.filter((o) => !known.has(o.need));
  const changed = wanted.filter((o) => hasChanged(known.get(o.need), o));
  const stillWanted = new Set(wanted.map((o) => o.need));
  const gone = open.filter(
    (row) =>
      row.kind === kind &&
      !stillWanted.has(row.need) &&
      (terms.covers === undefined || row.need.startsWith(terms.covers)),
  );
  await insertOffers(ctx, kind, fresh, terms);
  await updateOffers(
    ctx,
    wanted.filter((o) => known.has(o.need)),
    known,
    terms,
  );
  await expireSuggestions(
    ctx,
    gone.map((row) => row.id),
  );
  return {
    opened: fresh.length,
    changed: changed.length,
    expired: gone.length,
    silenced: offers.length - wanted.length,
  };
}

function hasChanged(known: KnownNeed | undefined, offer: Offer): boolean {
  if (!known) return false;
  return known.worthMinor !== offer.worthMinor || JSON.stringify(known.action) !== JSON.stringify(offer.action);
}

const rowOf = (offer: Offer) => ({
  ...offer,
  worthMinor: Math.round(offer.worthMinor),
  worthLowMinor: Math.round(Math.min(offer.worthLowMinor, offer.worthHighMinor)),
  worthHighMinor: Math.round(Math.max(offer.worthLowMinor, offer.worthHighMinor)),
});

async function insertOffers(
  ctx: Ctx,
  kind: string,
  offers: readonly Offer[],
  terms: { runId: string | null; validUntil: string },
): Promise<void> {
  if (offers.length === 0) return;
  const { sql, tenantId } = ctx;
  const rows = offers.map((offer) => ({ id: newId(), ...rowOf(offer) }));
  await sql`
    insert into suggestion (tenant_id, id, kind, need, subject_type, subject_id, action, drivers, confidence, worth_minor,
                            worth_low_minor, worth_high_minor, run_id, valid_until)
    select ${tenantId}, r.id, ${kind}, r.need, r."subjectType", r."subjectId", r.action, r.drivers, r.confidence, r."worthMinor",
           r."worthLowMinor", r."worthHighMinor", ${terms.runId}::uuid, ${terms.validUntil}::date
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, need text, "subjectType" text, "subjectId" uuid,
      action jsonb, drivers jsonb, confidence jsonb, "worthMinor" bigint, "worthLowMinor" bigint, "worthHighMinor" bigint)`;
  for (const { id, need, worthMinor } of rows) {
    ctx.emit({
      type: "insights.suggestion_opened",
      entityType: "suggestion",
      entityId: id,
      after: { kind, need, worthMinor },
    });
  }
}

async function updateOffers(
  ctx: Ctx,
  offers: readonly Offer[],
  known: ReadonlyMap<string, KnownNeed>,
  terms: { runId: string | null; validUntil: string },
): Promise<void> {
  if (offers.length === 0) return;
  const { sql, tenantId } = ctx;
  const rows = offers.map((offer) => ({ id: known.get(offer.need)!.id, ...rowOf(offer) }));
  await sql`
    update suggestion s set action = r.action, drivers = r.drivers, confidence = r.confidence, worth_minor = r."worthMinor",
           worth_low_minor = r."worthLowMinor", worth_high_minor = r."worthHighMinor", run_id = ${terms.runId}::uuid,
           valid_until = ${terms.validUntil}::date, updated_at = now(), version = s.version + 1
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, action jsonb, drivers jsonb, confidence jsonb,
      "worthMinor" bigint, "worthLowMinor" bigint, "worthHighMinor" bigint)
    where s.tenant_id = ${tenantId} and s.id = r.id and s.status = 'open'`;
}

/** Takes open suggestions off the table. */
export async function expireSuggestions(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.sql`
    update suggestion set status = 'expired', updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = any(${[...ids]}::uuid[]) and status = 'open'`;
  for (const id of ids) {
    ctx.emit({
      type: "insights.suggestion_expired",
      entityType: "suggestion",
      entityId: id,
      before: { status: "open" },
      after: { status: "expired" },
    });
  }
}
