import { deserialize, serialize } from "node:v8";
import type { Forecast } from "@selvedge/learn";

/** A stretch of days on which a style's price or promotion stood at `log` (log of price by usual price), by day number. */
export interface PriceSpan {
  from: number;
  to: number;
  log: number;
}

/** Daily demand and stock of one SKU at one place, as they were read: pairs of int32 (day number, pieces), big-endian. */
export interface SeriesInput {
  skuId: string;
  colourwayId: string;
  styleId: string;
  categoryId: string | null;
  locationId: string;
  demand: Uint8Array;
  /** Net moves of stock by day; null where nothing says what was really there. */
  stock: Uint8Array | null;
  /** Coded facts of the SKU that tell series apart: category, place, size, price. */
  attributes: number[];
}

export interface ForecastSettings {
  /** Day number of the last day that was read. */
  cutOffDay: number;
  horizon: number;
  seed: number;
  method: "panel" | "alone";
  useDrivers: boolean;
  country: string;
  /** Every how many series one is held out once more, to measure how often the interval held. */
  judgeEvery: number;
}

export interface ChunkTask {
  stage: "chunk";
  settings: ForecastSettings;
  /** Whole styles. */
  series: SeriesInput[];
  /** Promotions and list prices by `style place`. */
  prices: Record<string, PriceSpan[]>;
}

export type Level = "all" | "category" | "style" | "colourway" | "sku";

export interface NodeKey {
  level: Level;
  nodeId: string | null;
  locationId: string | null;
}

/** How a node did on days it had not seen. */
export interface NodeBacktest {
  wape: number | null;
  naiveWape: number | null;
  mase: number | null;
  naiveMase: number | null;
  rmsse: number | null;
  naiveRmsse: number | null;
  margin: number | null;
  absoluteError: number;
  naiveAbsoluteError: number;
  actualUnits: number;
  actual: number[];
  predicted: number[];
  naive: number[];
}

/** A node with its forecast, before or after reconciliation. */
export interface NodeForecast extends NodeKey {
  /** Places of the bottom series (within the chunk) that add up to it. */
  members: number[];
  method: string;
  mean: Float64Array;
  /** Levels 50, 80, 95: lower and upper of each. */
  bounds: Float64Array[];
  backtest: NodeBacktest | null;
  drivers: { name: string; effect: number; deviation: number }[];
  lostUnits: number;
}

/** Whole styles with their forecasts, as the threads hand them on to each other. */
export interface Chunk {
  series: { skuId: string; colourwayId: string; styleId: string; categoryId: string | null; locationId: string }[];
  /** One node per series first, in their order. */
  nodes: NodeForecast[];
  /** Daily demand (restored) of each style at each place, which the levels above are made from. */
  styles: { styleId: string; locationId: string; categoryId: string | null; demand: Float64Array; node: number }[];
  prices: ChunkTask["prices"];
}

/** Sums of a chunk's backtests, by name; those of all chunks are added up. */
export type ChunkSums = Record<string, number>;

export interface ChunkResult {
  stage: "chunk";
  settings: ForecastSettings;
  /** The {@link Chunk}, packed in its thread: the thread that serves only passes the bytes on. */
  packed: Uint8Array;
  sums: ChunkSums;
  /** How many series each method leads. */
  methods: Record<string, number>;
  /** Per series the share of days on which the shelf was empty. */
  emptyShares: Float64Array;
}

export interface TopTask {
  stage: "top";
  settings: ForecastSettings;
  chunks: Uint8Array[];
}

export interface TopResult {
  stage: "top";
  nodes: NodeForecast[];
  /** Per chunk and style at a place: the mean that agrees with everything above it. */
  targets: Float64Array[][];
  /** How far the errors of days go together, by which days add up to a horizon. */
  together: { sku: number; above: number };
}

export interface FinishTask {
  stage: "finish";
  settings: ForecastSettings;
  chunk: Uint8Array;
  targets: Float64Array[];
  together: TopResult["together"];
  /** Nodes above styles ride along with the first chunk. */
  above: NodeForecast[];
}

export interface FinishResult {
  stage: "finish";
  /** Rows for the table, as JSON texts of a few hundred each: the serving thread only passes them on. */
  rows: string[];
  count: number;
}

export type ForecastTask = ChunkTask | TopTask | FinishTask;
export type ForecastResult = ChunkResult | TopResult | FinishResult;

export const LEVELS = [0.5, 0.8, 0.95] as const;

/** Points and intervals as a node keeps them. */
export const boundsOf = (forecast: Forecast): Float64Array[] => forecast.intervals.flatMap((i) => [i.lower, i.upper]);

export const packChunk = (chunk: Chunk): Uint8Array => serialize(chunk);
export const unpackChunk = (bytes: Uint8Array): Chunk => deserialize(bytes) as Chunk;
