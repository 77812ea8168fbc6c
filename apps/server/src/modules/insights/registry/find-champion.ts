import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Ctx } from "../../../platform/context.ts";
import { type ModelRow, modelColumns } from "./model-row.ts";

/** The model that serves for a kind and scope, or null while none was trained. */
export async function findChampion(ctx: Ctx, kind: string, scope = "all"): Promise<ModelRow | null> {
  const [row] = await ctx.sql<ModelRow[]>`
    select ${modelColumns(ctx)} from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${ctx.tenantId} and m.kind = ${kind} and m.scope = ${scope} and m.status = 'champion'`;
  return row ?? null;
}

/** What a model learnt, as `registerModel` was given it; null where the model is its parameters alone. */
export async function readModelContent<T>(ctx: Ctx, modelId: string): Promise<T | null> {
  const [row] = await ctx.sql<{ content: Buffer | null }[]>`
    select content from learning_model where tenant_id = ${ctx.tenantId} and id = ${modelId}`;
  if (!row?.content) return null;
  return JSON.parse((await promisify(gunzip)(row.content)).toString()) as T;
}
