/** How a piece turned out on who bought it. */
export type FitOutcome = "small" | "fits" | "large";

/** A style of one size scale. Positions count the sizes of the scale from 0: XS 0, S 1, M 2. */
export type FitStyle = {
  readonly styleId: string;
  /** Positions it is made in; the least is taken by whoever needs less, the greatest by whoever needs more. */
  readonly positions: readonly number[];
  /** What it shares an offset with (its category, its brand); a style that never sold is told by these alone. */
  readonly groups: readonly string[];
};

/** Pieces of one style and size that turned out one way. A kept piece fits; one sent back as too small or large does not. */
export type FitPurchase = {
  /** Null: bought by somebody unknown, a person of their own each. */
  readonly customerId: string | null;
  readonly styleId: string;
  readonly position: number;
  readonly outcome: FitOutcome;
  /** Tried on before it was bought: such a piece comes back more seldom. */
  readonly tried: boolean;
  /** How many such pieces; 1 where left out. */
  readonly count?: number;
};

/**
 * What a size off by `gap` does: too small with probability logistic(slope gap - small), too large with logistic(-slope gap - large); both
 * borders are further by `tried` where the piece was tried on. `gap` is (true size + offset of the style) - position taken, in sizes.
 */
export type FitSteps = {
  readonly slope: number;
  readonly small: number;
  readonly large: number;
  readonly tried: number;
};

/** A quantity in sizes with its uncertainty. */
export type Spread = { readonly mean: number; readonly deviation: number };

/** How a style is cut, in sizes from the gap that fits best: positive runs small, so that the size above is needed. */
export type StyleFit = { readonly offset: number; readonly standardError: number };

/** True sizes of all who buy in a scale, and the scale of the slips when taking a size (logistic). */
export type FitPeople = Spread & { readonly choice: number };

/** Fitted; plain JSON. It holds nothing of any customer: `placeCustomer` reads their size off their own purchases. */
export type FitModel = {
  readonly kind: "fit";
  readonly version: 2;
  readonly steps: FitSteps;
  readonly people: FitPeople;
  /** What all styles of the scale share, and what each group adds. */
  readonly common: number;
  readonly groups: Readonly<Record<string, number>>;
  /** How far styles lie from their groups, and groups from nought. */
  readonly deviations: { readonly style: number; readonly group: number };
  readonly styles: Readonly<Record<string, StyleFit & { readonly purchases: number }>>;
};
