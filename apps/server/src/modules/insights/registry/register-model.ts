import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { findChampion } from "./find-champion.ts";
import { lockScope, type Metrics } from "./model-row.ts";
import { findNewestPromotion, recordPromotion } from "./record-promotion.ts";

export interface NewModel {
  kind: string;
  /** `all`, or what it is for (a channel, a category). */
  scope?: string;
  runId: string;
  /** What people call it: its method, not its number. */
  name: string;
  parameters?: object;
  metrics: Metrics;
  /** Error in the backtest; lower is better. */
  score: number | null;
  scoreName: string | null;
  /** The champion's error on the very same data where it was measured again; else its own of its own day is taken. */
  championScore?: number | null;
  /** What was learnt, as plain JSON, or already gzipped JSON from a worker thread. */
  content?: object | Uint8Array | null;
  /** May it serve by itself if it is no worse? False: it waits for a person. */
  mayRefresh?: boolean;
}

/** How much worse than the champion's a refreshed model's error may be and still take its place: newer data weighs more. */
export const REFRESH_TOLERANCE = 0.05;

/**
 * Registers what a run learnt as the next version of its kind and scope. The first one serves at once; a later one takes
 * the champion's place when it may and its backtest is not worse, else it waits as challenger. After a roll back every
 * new version waits for a person.
 */
export async function registerModel(
  ctx: Ctx,
  model: NewModel,
): Promise<{ id: string; version: number; status: "champion" | "challenger" }> {
  const { sql, tenantId } = ctx;
  const { kind, scope = "all", mayRefresh = true } = model;
  await lockScope(ctx, kind, scope);
  const [champion, newest] = [await findChampion(ctx, kind, scope), await findNewestPromotion(ctx, kind, scope)];
  const id = newId();
  const content = await packContent(model.content ?? null);
  const [row] = await sql<{ version: number }[]>`
    insert into learning_model (tenant_id, id, kind, scope, version, run_id, status, name, parameters, metrics, score,
                                score_name, content, content_sha256, content_bytes)
    select ${tenantId}, ${id}, ${kind}, ${scope}, coalesce(max(version), 0) + 1, ${model.runId}, 'challenger', ${model.name},
           ${sql.json(model.parameters ?? {})}, ${sql.json(model.metrics)}, ${model.score}, ${model.scoreName},
           ${content}, ${content ? createHash("sha256").update(content).digest("hex") : null}, ${content?.length ?? null}
    from learning_model where tenant_id = ${tenantId} and kind = ${kind} and scope = ${scope}
    returning version`;
  const version = row!.version;
  ctx.emit({
    type: "insights.model_registered",
    entityType: "learning_model",
    entityId: id,
    after: { kind, scope, version, runId: model.runId, metrics: model.metrics },
  });
  const change = { kind, scope, modelId: id, previousModelId: champion?.id ?? null };
  if (!champion) {
    await recordPromotion(ctx, { ...change, action: "first", reason: null });
    return { id, version, status: "champion" };
  }
  const held = newest?.action === "roll_back";
  // Errors of different kinds say nothing of each other.
  const comparable = model.scoreName === champion.scoreName ? champion.score : null;
  if (mayRefresh && !held && isNoWorse(model.score, model.championScore ?? comparable)) {
    await recordPromotion(ctx, { ...change, action: "refresh", reason: null });
    return { id, version, status: "champion" };
  }
  return { id, version, status: "challenger" };
}

/** Whether a backtest lets a model take the champion's place. Unmeasured scores (null) say nothing against it. */
export function isNoWorse(score: number | null, championScore: number | null): boolean {
  if (championScore === null) return true;
  return score !== null && score <= championScore * (1 + REFRESH_TOLERANCE);
}

async function packContent(content: object | Uint8Array | null): Promise<Buffer | null> {
  if (content === null) return null;
  if (content instanceof Uint8Array) return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return promisify(gzip)(JSON.stringify(content));
}
