import { decideApi, type OutputOf } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { type SuggestionRow, suggestionColumns, suggestionJoins, suggestionView } from "./suggestion-row.ts";

export const listSuggestions = query(decideApi.listSuggestions, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<SuggestionRow[]>`
    select ${suggestionColumns(ctx)}
    from suggestion s ${suggestionJoins(ctx)}
    where s.tenant_id = ${tenantId} and s.status = ${input.status}
      ${input.kind ? sql`and s.kind = ${input.kind}` : sql``}
      ${input.subjectId ? sql`and s.subject_id = ${input.subjectId}` : sql``}
      ${input.q ? sql`and coalesce(y.name || ' ' || y.code, p.name || ' ' || coalesce(p.code, '')) ilike ${likePattern(input.q)}` : sql``}
      ${after ? sql`and (s.worth_minor, s.id) < (${Number(after[0])}::bigint, ${String(after[1])}::uuid)` : sql``}
    order by s.worth_minor desc, s.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.worthMinor, row.id],
    (row) => suggestionView(ctx, row),
  );
});

type Kind = OutputOf<typeof decideApi.getSuggestionSummary>["kinds"][number];

export const getSuggestionSummary = query(decideApi.getSuggestionSummary, async (ctx) => ({
  currency: ctx.tenant.currency,
  kinds: await ctx.sql<Kind[]>`
    select kind,
           count(*) filter (where status = 'open')::int as open,
           coalesce(sum(worth_minor) filter (where status = 'open'), 0)::bigint as "openWorthMinor",
           count(*) filter (where status = 'accepted')::int as accepted,
           count(*) filter (where status = 'edited')::int as edited,
           count(*) filter (where status = 'dismissed')::int as dismissed,
           count(outcome->>'measuredMinor')::int as measured,
           coalesce(sum((outcome->>'promisedMinor')::bigint) filter (where outcome->>'measuredMinor' is not null), 0)::bigint as "promisedMinor",
           coalesce(sum((outcome->>'measuredMinor')::bigint), 0)::bigint as "measuredMinor"
    from suggestion where tenant_id = ${ctx.tenantId} group by kind order by kind`,
}));
