import { fitStyleModel, forecastNewStyle, type PastStyle, type StyleModel, type StyleTraits } from "@selvedge/learn";
import type { TrainTask } from "../training/learner.ts";

export interface NewStyleTask {
  weeks: number;
  past: PastStyle[];
  fresh: { id: string; traits: StyleTraits; seen: number[] }[];
}

export interface NewStyleRow {
  styleId: string;
  weeksSold: number;
  unitsSold: number;
  mean: number[];
  lower80: number[];
  upper80: number[];
  units: number;
  low80: number;
  high80: number;
  correction: number;
  likened: { styleId: string; weight: number }[];
}

export interface NewStyleResult {
  model: StyleModel | null;
  rows: NewStyleRow[];
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

const work: TrainTask<NewStyleTask, NewStyleResult> = ({ weeks, past, fresh }) => {
  const model = fitStyleModel(past);
  if (!model) return { model: null, rows: [] };
  const rows = fresh.map(({ id, traits, seen }): NewStyleRow => {
    const made = forecastNewStyle(model, past, traits, { weeks: seen.length + weeks, levels: [0.8], seen });
    const ahead = (values: Float64Array) => [...values.subarray(seen.length)];
    const { lower, upper } = made.intervals[0]!;
    return {
      ...{ styleId: id, weeksSold: seen.length, unitsSold: sum(seen) },
      ...{ mean: ahead(made.mean), lower80: ahead(lower), upper80: ahead(upper), units: sum(ahead(made.mean)) },
      ...{ low80: sum(ahead(lower)), high80: sum(ahead(upper)), correction: made.correction },
      likened: made.likened.slice(0, 5).map(({ id: styleId, weight }) => ({ styleId, weight })),
    };
  });
  return { model, rows };
};
export default work;
