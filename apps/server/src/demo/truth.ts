import { addDays, addMonths } from "@selvedge/domain";

/** What the generator put into the demo company's trade, for learning to find again. */
export interface DemoTruth {
  /** Own-price elasticity of demand by category: demand is in proportion to (price / tag) to this power. */
  elasticities: Readonly<Record<string, number>>;
  /** Share of demand by size, by size scale; a place multiplies each by exp(tilt x steps above the middle) and norms. */
  sizeCurves: Readonly<Record<string, Readonly<Record<string, number>>>>;
  sizeTilts: Readonly<Record<"web" | "bandra" | "pune" | "wholesale", number>>;
  segments: readonly DemoSegment[];
  accountSegments: readonly DemoAccountSegment[];
  /** Who takes the first also takes the second with this probability. */
  coPurchases: readonly { first: string; second: string; probability: number }[];
  anomalies: readonly DemoAnomaly[];
  fit: DemoFit;
}

export interface DemoFit {
  /** How styles are cut, in sizes: positive runs small. Those not named run true. */
  offsets: Readonly<Record<string, number>>;
  /** What a gap of so many sizes does: too small with logistic(slope gap - small), too large with logistic(-slope gap - large). */
  slope: number;
  small: number;
  large: number;
  /** Further to either border where it was tried on. */
  tried: number;
  /** Share of a known customer's pieces that are for somebody of another size. */
  forOthers: number;
}

export interface DemoSegment {
  name: "loyal" | "regular" | "occasional" | "bargain" | "lapsed" | "new";
  /** Of the identified consumers. */
  share: number;
  /** Relative rate of buying while the customer is with us. */
  rate: number;
  /** How much likelier a basket whose first piece is 20 % off or more is theirs. */
  saleFactor: number;
}

export interface DemoAccountSegment {
  name: "key" | "steady" | "small" | "lapsed" | "new";
  accounts: number;
  /** Mean days from order to order. */
  everyDays: number;
  /** Pieces of one colour of one style, over all its sizes. */
  packPieces: number;
}

export type DemoAnomaly = {
  kind: "price_typo" | "discount_abuse" | "shrinkage" | "return_abuse" | "demand_spike" | "closed_shop";
  from: string;
  to: string;
  style?: string;
  place?: "web" | "bandra" | "pune";
  says: string;
};

const share = (sizes: string, percents: readonly number[]) =>
  Object.fromEntries(sizes.split(" ").map((size, i) => [size, percents[i]! / 100]));

/** Two years ending on a date: the first day. */
export const firstDayOf = (endsOn: string): string => addDays(addMonths(endsOn, -24), 1);

/** The generator's truths for two years of trade ending on a date. Pure. */
export function demoTruth(endsOn: string): DemoTruth {
  const on = (monthsBack: number, day: string) => `${addMonths(endsOn, -monthsBack).slice(0, 8)}${day}`;
  return {
    elasticities: {
      ...{ KURTAS: -1.6, ETHNIC: -1.4, SHIRTS: -1.5, TSHIRTS: -2.2, DRESSES: -1.9, TROUSERS: -1.3 },
      ...{ OUTERWEAR: -1.2, KNITWEAR: -1.6, SKIRTS: -1.7, KIDS: -1.1, SAREES: -0.9, ACCESSORIES: -1.4 },
    },
    sizeCurves: {
      ALPHA: share("XS S M L XL XXL", [9, 20, 27, 23, 14, 7]),
      ALPHA_SHORT: share("S M L XL XXL", [15, 27, 29, 19, 10]),
      IN_SHIRT: share("38 39 40 42 44 46", [11, 17, 25, 24, 15, 8]),
      WAIST: share("28 30 32 34 36 38", [9, 19, 26, 23, 15, 8]),
      KIDS_AGE: share("2-3Y 4-5Y 5-6Y 7-8Y 9-10Y 11-12Y", [13, 19, 22, 20, 15, 11]),
      ONE_SIZE: { ONE: 1 },
    },
    sizeTilts: { web: 0, bandra: -0.14, pune: 0.12, wholesale: 0.03 },
    segments: [
      { name: "loyal", share: 0.08, rate: 7, saleFactor: 0.8 },
      { name: "regular", share: 0.24, rate: 2.6, saleFactor: 1 },
      { name: "occasional", share: 0.38, rate: 0.7, saleFactor: 1 },
      { name: "bargain", share: 0.14, rate: 1.1, saleFactor: 5 },
      { name: "lapsed", share: 0.1, rate: 3, saleFactor: 1 },
      { name: "new", share: 0.06, rate: 4, saleFactor: 1 },
    ],
    accountSegments: [
      { name: "key", accounts: 4, everyDays: 24, packPieces: 48 },
      { name: "steady", accounts: 9, everyDays: 34, packPieces: 24 },
      { name: "small", accounts: 5, everyDays: 52, packPieces: 14 },
      { name: "lapsed", accounts: 3, everyDays: 36, packPieces: 26 },
      { name: "new", accounts: 3, everyDays: 30, packPieces: 20 },
    ],
    coPurchases: [
      { first: "KU101", second: "DU131", probability: 0.34 },
      { first: "KU104", second: "DU131", probability: 0.3 },
      { first: "SH301", second: "TR601", probability: 0.36 },
      { first: "MK202", second: "JK703", probability: 0.16 },
      { first: "TS401", second: "TS402", probability: 0.28 },
      { first: "SK801", second: "TB141", probability: 0.26 },
      { first: "KD113", second: "KD111", probability: 0.3 },
      { first: "HD901", second: "TR604", probability: 0.2 },
      { first: "SA121", second: "TB141", probability: 0.18 },
    ],
    anomalies: [
      span("price_typo", on(4, "14"), 1, "a tenth of the price online for a day", "SH302", "web"),
      span("discount_abuse", on(6, "05"), 9, "45 % off without a promotion at the till", undefined, "pune"),
      span("shrinkage", on(8, "20"), 1, "a count finds a fifth of the T-shirts gone", undefined, "bandra"),
      span("return_abuse", on(3, "02"), 25, "one customer sends back nearly all of many orders", undefined, "web"),
      span("demand_spike", on(10, "11"), 2, "an influencer wore it: nine times the demand", "KU103", "web"),
      span("closed_shop", on(16, "09"), 6, "flooded and closed", undefined, "pune"),
    ],
    fit: {
      offsets: {
        ...{ TR601: 0.9, KU104: 0.9, DR502: 1, SK802: 0.8, KD113: 1, SH302: 0.8, KU107: 0.8 },
        ...{ HD901: -0.9, JK702: -0.8, TS403: -0.8, MK202: -0.7 },
      },
      ...{ slope: 2.4, small: 3.8, large: 4, tried: 1.2, forOthers: 0.15 },
    },
  };
}

function span(
  kind: DemoAnomaly["kind"],
  from: string,
  days: number,
  says: string,
  style: string | undefined,
  place: "web" | "bandra" | "pune",
): DemoAnomaly {
  return { kind, from, to: addDays(from, days - 1), says, place, ...(style ? { style } : {}) };
}
