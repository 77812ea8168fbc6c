import type { NodeForecast } from "./tasks.ts";

/** Beyond it a proportion would stretch an interval past all sense: it is moved by the same amount then. */
const MOST_STRETCH = 4;

/** A node's intervals moved along with its mean: in proportion, or by the same amount where there was next to nothing before. */
export function moveBounds(node: NodeForecast, mean: Float64Array): Pick<NodeForecast, "mean" | "bounds"> {
  const bounds = node.bounds.map((end) =>
    end.map((value, h) => {
      const [old, now] = [node.mean[h]!, mean[h]!];
      return Math.max(0, old > 0 && now <= MOST_STRETCH * old ? (value / old) * now : value + now - old);
    }),
  );
  return { mean, bounds };
}
