import type { Accuracy } from "./backtest.ts";
import type { ErrorShape } from "./calibrate.ts";
import type { Availability } from "./censored.ts";
import type { Driver, DriverModel } from "./drivers.ts";
import type { FittedMember } from "./member.ts";
import type { Believed } from "./portfolio.ts";
import type { OpenWeek } from "./prepare.ts";

/** Options of `forecastAuto`. */
export type AutoOptions = {
  /** Number of steps to forecast, 1..10,000. */
  horizon: number;
  /** Length of the cycle: 7 for days, 52 for weeks, 12 for months; 1 (also left out) for none. */
  period?: number;
  /** Further cycles, such as 365 beside a `period` of 7; used where the history holds more than two of them. */
  periods?: readonly number[];
  /** Levels of the central intervals, each in (0, 1). */
  levels?: readonly number[];
  /** Seed of everything drawn at random. */
  seed?: number;
  /** Only points before this index are used. */
  cutOff?: number;
  /** Share of demand that could be served at each point; sales of points below 1 are taken as censored demand (see `restoreDemand`). */
  available?: Availability;
  /** Promotions, prices, festivals: known over the history and the horizon. */
  drivers?: readonly Driver[];
  /** Further members, such as an outside tool's or a panel's forecasts. */
  extra?: readonly Believed[];
};

/** How the combination did on points it had not seen, beside the naive method. All of it on open days since the first sale. */
export type BacktestReport = {
  readonly origins: number;
  readonly horizon: number;
  readonly mase: number | null;
  readonly smape: number;
  readonly rmsse: number | null;
  /** Seasonal naive where there is a season to repeat, plain naive otherwise. */
  readonly naive: Accuracy;
  /** 1 - our error / naive error: the share of the naive error that is gone; negative where naive was better. Null where not measurable. */
  readonly margin: number | null;
  /** Measure that `margin` compares: RMSSE for demand with many zeros, MASE otherwise. */
  readonly marginOf: "mase" | "rmsse";
  /** The newest origin's days, for a chart; null where the combination had nothing to say there. */
  readonly newest: BacktestDays | null;
};

/** What came at the last points of the history, beside what was forecast for them without them. Closed days are zero. */
export type BacktestDays = {
  readonly actual: readonly number[];
  readonly mean: readonly number[];
  readonly naive: readonly number[];
};

/** A member of the combination. */
export type WeightedMember = { readonly name: string; readonly weight: number; readonly model: FittedMember };

/** A fitted automatic forecaster: plain and serialisable (JSON). Use `predictAuto`. */
export type AutoModel = {
  readonly kind: "auto";
  readonly version: 1;
  /** Points of the history that were used. */
  readonly length: number;
  readonly scale: number;
  readonly week: OpenWeek | null;
  readonly members: readonly WeightedMember[];
  readonly shape: ErrorShape;
  /** Share of zeros in the recent history. */
  readonly zeroShare: number;
  /** Effects that were taken out before fitting; null where there are none or they did not help. */
  readonly drivers: DriverModel | null;
  readonly backtest: BacktestReport | null;
};

/** A central interval. */
export type Interval = { readonly level: number; readonly lower: Float64Array; readonly upper: Float64Array };

/** Points and intervals for the steps after the history. */
export type Forecast = {
  readonly ok: true;
  readonly mean: Float64Array;
  /** By rising level; each contains the one before it. */
  readonly intervals: readonly Interval[];
  /** The members in words, largest weight first. */
  readonly model: string;
  readonly weights: readonly { readonly name: string; readonly weight: number }[];
  /** Effects of the drivers that were used: demand is multiplied by exp(effect x value). */
  readonly drivers: DriverModel["effects"];
  readonly backtest: BacktestReport | null;
};
