import type { ChunkResult, FinishTask, ForecastResult, ForecastTask, TopResult } from "./tasks.ts";

/** After the styles what is above them, after that everything made to agree. */
export function nextTasks(results: readonly ForecastResult[], round: number): ForecastTask[] {
  const chunks = results.filter((r): r is ChunkResult => r.stage === "chunk");
  const settings = chunks[0]?.settings;
  if (!settings || round > 2) return [];
  if (round === 1) return [{ stage: "top", settings, chunks: chunks.map((c) => c.packed) }];
  const top = results.find((r): r is TopResult => r.stage === "top")!;
  return chunks.map(
    ({ packed }, i): FinishTask => ({
      ...{ stage: "finish", settings, chunk: packed, targets: top.targets[i]! },
      ...{ together: top.together, above: i === 0 ? top.nodes : [] },
    }),
  );
}
