import { scorePeers } from "../detect/index.ts";
import { fitSizeCurves, PATH_SEPARATOR } from "../forecast/index.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";

/** Pieces of one style that were kept, and those that came back by reason. */
export type StyleReturns = {
  readonly styleId: string;
  readonly category: string;
  readonly kept: number;
  /** In the order of the reasons that were given to the fit. */
  readonly back: readonly number[];
};

/** How a style's pieces come back, leaning on its category where few were sold. */
export type ReturnShares = {
  /** Share of pieces that comes back. */
  readonly rate: number;
  /** Of the pieces sold, by reason; they add up to `rate`. */
  readonly byReason: readonly number[];
  /** Deviations above what is usual among styles; from 3 on it is not chance. Null where too few styles sold to say. */
  readonly score: number | null;
};

/** Fitted; plain JSON. */
export type ReturnReasons = {
  readonly kind: "return_reasons";
  readonly version: 1;
  readonly reasons: readonly string[];
  readonly styles: Readonly<Record<string, ReturnShares>>;
  readonly categories: Readonly<Record<string, Omit<ReturnShares, "score">>>;
};

function checkReturns(rows: readonly StyleReturns[], reasons: readonly string[]) {
  if (rows.length === 0 || reasons.length === 0) return refuse("empty", "no styles or no reasons");
  const seen = new Set<string>();
  for (const { styleId, kept, back } of rows) {
    if (seen.has(styleId)) return refuse("out_of_range", `style ${styleId} is listed twice`);
    seen.add(styleId);
    if (back.length !== reasons.length)
      return refuse("lengths_differ", `style ${styleId} has not one count per reason`);
    for (const count of [kept, ...back]) {
      if (!Number.isFinite(count)) return refuse("not_finite", `a count of style ${styleId} is no number`);
      if (count < 0 || count > 1e12) return refuse("out_of_range", `a count of style ${styleId} is below 0 or absurd`);
    }
  }
  return rows.every(({ kept, back }) => kept + back.reduce((sum, n) => sum + n, 0) === 0)
    ? refuse("too_few_rows", "nothing was sold")
    : null;
}

/**
 * Share of returns by reason per style, leaning on the category and this on everything as far as they are alike (Dirichlet-multinomial,
 * the arithmetic of size curves over kept and the reasons), and which styles come back more often than chance explains (`scorePeers`).
 */
export function fitReturnReasons(rows: readonly StyleReturns[], reasons: readonly string[]): Outcome<ReturnReasons> {
  const refusal = checkReturns(rows, reasons);
  if (refusal) return refusal;
  const curves = fitSizeCurves(
    rows.map(({ styleId, category, kept, back }) => ({ path: [category, styleId], sold: [kept, ...back] })),
    ["kept", ...reasons],
  );
  const peers = scorePeers(
    rows.map(({ styleId, kept, back }) => {
      const hits = back.reduce((sum, n) => sum + n, 0);
      return { key: styleId, hits, trials: kept + hits };
    }),
  );
  const scores = new Map(peers.ok ? peers.value.map(({ key, score }) => [key, score]) : []);
  const sharesAt = (path: readonly string[]) => {
    const [kept = 1, ...byReason] = curves.nodes[path.join(PATH_SEPARATOR)]?.shares ?? [];
    return { rate: 1 - kept, byReason };
  };
  return accept({
    ...{ kind: "return_reasons", version: 1, reasons },
    styles: Object.fromEntries(
      rows.map(({ styleId, category }) => [
        styleId,
        { ...sharesAt([category, styleId]), score: scores.get(styleId) ?? null },
      ]),
    ),
    categories: Object.fromEntries(rows.map(({ category }) => [category, sharesAt([category])])),
  });
}
