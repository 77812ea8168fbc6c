import type { ChunkResult, FinishTask, ForecastResult, ForecastTask, TopResult } from "./tasks.ts";

/** After the styles what is above them, after that everything made to agree. */
export function nextTasks(results: readonly ForecastResult[], round: number): ForecastTask[] {
  const chunks = results.filter((r): r is ChunkResult => r.stage === "chunk");
  const settings = chunks[0]?.settings;
  if (!settings || round > 2) return [];
  if (round === 1) {
    const slim = chunks.map(({ styles, nodes, prices }) => ({ styles, nodes, prices }));
    return [{ stage: "top", settings, chunks: slim }];
  }
  const top = results.find((r): r is TopResult => r.stage === "top")!;
  return chunks.map(
    ({ series, nodes, styles }, i): FinishTask => ({
      ...{ stage: "finish", settings, chunk: { series, nodes, styles }, targets: top.targets[i]! },
      ...{ together: top.together, above: i === 0 ? top.nodes : [] },
    }),
  );
}
