import type { learningApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";

/** Figures by name; null where one could not be measured. */
export type Metrics = Record<string, number | null>;

export type ModelView = OutputOf<typeof learningApi.getLearningModel>["model"];

export interface ModelRow extends Omit<ModelView, "createdAt" | "contentBytes"> {
  contentBytes: string | null;
  createdAt: Date;
  cursorAt: string;
}

export const modelColumns = (ctx: Ctx) => ctx.sql`
  m.id, m.kind, m.scope,
  case m.kind when 'markdown_plan' then (select e.name from season e where e.tenant_id = m.tenant_id and e.id::text = m.scope)
              when 'size_curves' then (select z.name from size_scale z where z.tenant_id = m.tenant_id and z.code = m.scope)
  end as "scopeName", m.version, m.run_id as "runId", m.status, m.name, m.parameters, m.metrics, m.score,
  m.score_name as "scoreName", m.content_bytes::text as "contentBytes", r.cut_off_on as "cutOffOn", r.data_hash as "dataHash",
  m.created_at as "createdAt", m.created_at::text as "cursorAt"`;

export function modelView({ cursorAt: _at, ...row }: ModelRow): ModelView {
  return {
    ...row,
    contentBytes: row.contentBytes === null ? null : Number(row.contentBytes),
    createdAt: row.createdAt.toISOString(),
  };
}

/** @returns the model, or null; with `lock` its kind and scope are held until the transaction ends */
export async function findModel(ctx: Ctx, id: string, lock = false): Promise<ModelRow | null> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<ModelRow[]>`
    select ${modelColumns(ctx)} from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${tenantId} and m.id = ${id}`;
  if (row && lock) await lockScope(ctx, row.kind, row.scope);
  return row ?? null;
}

/** Changes of one kind and scope come one after the other. */
export async function lockScope(ctx: Ctx, kind: string, scope: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.tenantId} model ${kind} ${scope}`}, 0))`;
}
