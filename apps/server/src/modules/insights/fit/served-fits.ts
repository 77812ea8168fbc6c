import type { Ctx } from "../../../platform/context.ts";

/** Cuts of styles by the models that serve, a table: the run of each size scale's champion tells its own styles. */
export const servedFits = (ctx: Ctx) => ctx.sql`(
  select f.* from learning_model m
  join size_scale z on z.tenant_id = m.tenant_id and z.code = m.scope
  join style_fit f on f.tenant_id = m.tenant_id and f.run_id = m.run_id and f.size_scale_id = z.id
  where m.tenant_id = ${ctx.tenantId} and m.kind = 'fit' and m.status = 'champion')`;

/** Returns of styles by the model that serves, a table. */
export const servedReturns = (ctx: Ctx) => ctx.sql`(
  select r.* from learning_model m
  join style_return r on r.tenant_id = m.tenant_id and r.run_id = m.run_id
  where m.tenant_id = ${ctx.tenantId} and m.kind = 'return_reasons' and m.scope = 'all' and m.status = 'champion')`;

/** Deviations from which on a style comes back more often than chance explains. */
export const UNUSUAL = 3;
