import { learningApi, type OutputOf } from "@selvedge/contract";
import { query } from "../../../platform/runner.ts";
import { listCatalogue } from "./catalogue.ts";

type Quality = NonNullable<OutputOf<typeof learningApi.listFeatures>["items"][number]["quality"]>;

export const listFeatures = query(learningApi.listFeatures, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<(Quality & { kind: string })[]>`
    with newest as (
      select distinct on (kind) id, kind, cut_off_on from learning_run
      where tenant_id = ${tenantId} and status = 'done' ${input.runId ? sql`and id = ${input.runId}` : sql``}
        ${input.kind ? sql`and kind = ${input.kind}` : sql``}
      order by kind, created_at desc, id desc
    )
    select n.id as "runId", n.kind, n.cut_off_on as "cutOffOn", f.feature, f.value_count::float8 as "valueCount",
           f.null_count::float8 as "nullCount", f.out_of_range_count::float8 as "outOfRangeCount", f.least, f.greatest, f.mean,
           f.newest_on as "newestOn", f.quantiles, f.reference_run_id as "referenceRunId", f.psi, f.ks, f.verdict, f.findings
    from newest n join learning_feature f on f.tenant_id = ${tenantId} and f.run_id = n.id`;
  const quality = new Map(rows.map(({ kind, ...q }) => [`${kind} ${q.feature}`, q]));
  const items = listCatalogue().filter((f) => !input.kind || f.kind === input.kind);
  return { items: items.map((f) => ({ ...f, quality: quality.get(`${f.kind} ${f.name}`) ?? null })) };
});
