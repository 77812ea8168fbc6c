import {
  arimaCandidate,
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
import { tameSpikes } from "./tame.ts";

/** A candidate with the belief put in it before any backtest. */
export type Believed = { readonly candidate: Candidate; readonly prior: number };

/** From this share of zeros on demand counts as sparse: other members, squared errors. */
export const SPARSE_SHARE = 0.3;

/** Demand with many days without a sale. */
const SPARSE: readonly Believed[] = [
  { candidate: movingAverageCandidate, prior: 1 },
  { candidate: intermittentCandidate("tsb"), prior: 1 },
  { candidate: intermittentCandidate("sba"), prior: 0.5 },
  { candidate: intermittentCandidate("imapa"), prior: 1 },
  { candidate: simpleSmoothingCandidate, prior: 1 },
  { candidate: thetaCandidate, prior: 0.5 },
];

/** The candidate as it is on a history without its lonely spikes. */
function onTamed(candidate: Candidate): Candidate {
  const { advance } = candidate;
  return {
    ...candidate,
    fit: (history, shape, like) => candidate.fit(tameSpikes(history), shape, like),
    ...(advance && { advance: (model, history, shape) => advance(model, tameSpikes(history), shape) }),
  };
}

/**
 * Less than two cycles: nothing is known of a season, and trends are not to be trusted. (With smoothed trends, theta and the naive method
 * among them the retail history's forecasts were worse from every one of five earlier origins.)
 */
const YOUNG: readonly Believed[] = [
  { candidate: movingAverageCandidate, prior: 0.5 },
  { candidate: simpleSmoothingCandidate, prior: 1 },
  { candidate: intermittentCandidate("tsb"), prior: 1 },
  { candidate: intermittentCandidate("sba"), prior: 1 },
  { candidate: intermittentCandidate("imapa"), prior: 1 },
  { candidate: arimaCandidate, prior: 0.5 },
];

const TAMED_YOUNG = YOUNG.map(({ candidate, prior }) => ({ candidate: onTamed(candidate), prior }));

/** Beliefs chosen by origins one and two horizons before the tests of M3, NN5, M4 weekly and clothing. */
const listRegular = (positive: boolean): readonly Believed[] => [
  { candidate: etsCandidate, prior: 1 },
  { candidate: thetaCandidate, prior: 1.25 },
  { candidate: decomposedCandidate(positive), prior: 0.5 },
  { candidate: arimaCandidate, prior: 0.75 },
  { candidate: movingAverageCandidate, prior: 0.2 },
  { candidate: seasonalNaiveCandidate, prior: 0.2 },
  { candidate: naiveCandidate, prior: 0.1 },
];

/** Less than two cycles are known, and demand is not sparse. */
export const isYoung = (shape: SeriesShape) => shape.zeroShare <= SPARSE_SHARE && shape.length < 2 * shape.period + 3;

/** Members that the automatic path tries on a series. The list depends on what the series is like, never on where it comes from. */
export function listPortfolio(shape: SeriesShape): Believed[] {
  const all = shape.zeroShare > SPARSE_SHARE ? SPARSE : isYoung(shape) ? TAMED_YOUNG : listRegular(shape.positive);
  return all.filter(({ candidate }) => candidate.suits(shape));
}
