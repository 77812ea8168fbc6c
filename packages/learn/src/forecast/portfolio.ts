import {
  decomposedCandidate,
  etsCandidate,
  intermittentCandidate,
  movingAverageCandidate,
  naiveCandidate,
  seasonalNaiveCandidate,
  simpleSmoothingCandidate,
  thetaCandidate,
} from "./candidates.ts";
import type { Candidate, SeriesShape } from "./member.ts";

/** A candidate with the belief put in it before any backtest. */
export type Believed = { readonly candidate: Candidate; readonly prior: number };

/** Members that the automatic path tries on a series. The list depends on what the series is like, never on where it comes from. */
export function listPortfolio(shape: SeriesShape): Believed[] {
  const all: Believed[] =
    shape.zeroShare > 0.3
      ? [
          { candidate: movingAverageCandidate, prior: 1 },
          { candidate: intermittentCandidate("tsb"), prior: 1 },
          { candidate: intermittentCandidate("sba"), prior: 0.5 },
          { candidate: intermittentCandidate("imapa"), prior: 1 },
          { candidate: simpleSmoothingCandidate, prior: 1 },
          { candidate: thetaCandidate, prior: 0.5 },
        ]
      : [
          { candidate: etsCandidate, prior: 1 },
          { candidate: thetaCandidate, prior: 1 },
          { candidate: decomposedCandidate(shape.positive), prior: 1 },
          { candidate: movingAverageCandidate, prior: 0.2 },
          { candidate: seasonalNaiveCandidate, prior: 0.2 },
          { candidate: naiveCandidate, prior: 0.1 },
        ];
  return all.filter(({ candidate }) => candidate.suits(shape));
}
