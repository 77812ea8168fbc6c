import {
  calculateAuc,
  type FitModel,
  type FitPurchase,
  type FitStyle,
  fitReturnReasons,
  fitSizeAdvice,
  placeCustomer,
  predictOutcome,
  type ReturnReasons,
  type StyleReturns,
} from "@selvedge/learn";

/** What shoppers took, kept and sent back of one size scale; `isLate` marks what the judged model must not see. */
export interface SizesTask {
  kind: "sizes";
  scaleId: string;
  scaleCode: string;
  styles: FitStyle[];
  purchases: (FitPurchase & { isLate: boolean; count: number })[];
}

export interface ReasonsTask {
  kind: "reasons";
  reasons: string[];
  rows: StyleReturns[];
}

export type FitTask = SizesTask | ReasonsTask;

export interface SizesResult extends Omit<SizesTask, "styles"> {
  model: FitModel | null;
  refusal: string | null;
  metrics: Record<string, number | null>;
}

export interface ReasonsResult extends ReasonsTask {
  model: ReturnReasons | null;
  refusal: string | null;
}

export type FitResult = SizesResult | ReasonsResult;

/** Learns one task. Pure. */
export function learnSizes(task: FitTask): FitResult {
  if (task.kind === "reasons") {
    const told = fitReturnReasons(task.rows, task.reasons);
    return { ...task, model: told.ok ? told.value : null, refusal: told.ok ? null : told.detail };
  }
  const { styles, ...rest } = task;
  const told = fitSizeAdvice(styles, task.purchases);
  return {
    ...rest,
    model: told.ok ? told.value : null,
    refusal: told.ok ? null : told.detail,
    metrics: told.ok ? judge(task) : {},
  };
}

const index = { small: 0, fits: 1, large: 2 } as const;

/**
 * How a model of the earlier purchases tells the outcomes of the later ones, beside telling each the share that came out so before: log loss
 * per piece, and how well too small and too large are set apart from the rest (AUC). Null where there is too little of either.
 */
function judge({ styles, purchases }: SizesTask): Record<string, number | null> {
  const early = purchases.filter((p) => !p.isLate);
  const late = purchases.filter((p) => p.isLate);
  const none = { logLoss: null, naiveLogLoss: null, aucSmall: null, aucLarge: null, latePieces: 0 };
  const told = fitSizeAdvice(styles, early);
  if (!told.ok || late.length === 0) return none;
  const base = [0, 0, 0];
  for (const { outcome, count } of early) base[index[outcome]]! += count;
  const total = base[0]! + base[1]! + base[2]!;
  const predict = predictor(told.value, styles, early);
  const rows = late.map((purchase) => ({ ...purchase, chances: predict(purchase) }));
  const pieces = rows.reduce((sum, row) => sum + row.count, 0);
  const loss = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum - row.count * Math.log(Math.max(1e-9, of(row))), 0) / pieces;
  const each = rows.flatMap((row) => Array.from({ length: Math.min(row.count, 50) }, () => row));
  const auc = (outcome: "small" | "large") =>
    calculateAuc(
      each.map((row) => row.chances[outcome]),
      each.map((row) => (row.outcome === outcome ? 1 : 0)),
    );
  return {
    logLoss: loss((row) => row.chances[row.outcome]),
    naiveLogLoss: loss((row) => base[index[row.outcome]]! / total),
    ...{ aucSmall: auc("small"), aucLarge: auc("large"), latePieces: pieces },
  };
}

/** Chances of a purchase by a model and what is known of who bought: their earlier pieces, and that they took this size. */
function predictor(model: FitModel, styles: readonly FitStyle[], early: readonly FitPurchase[]) {
  const positions = new Map(styles.map((style) => [style.styleId, style.positions]));
  const cutOf = (styleId: string) => ({ positions: positions.get(styleId)!, ...model.styles[styleId]! });
  const byCustomer = new Map<string, FitPurchase[]>();
  for (const purchase of early) {
    if (purchase.customerId === null) continue;
    byCustomer.set(purchase.customerId, [...(byCustomer.get(purchase.customerId) ?? []), purchase]);
  }
  return ({ customerId, styleId, position, tried }: FitPurchase) => {
    const worn = (customerId === null ? undefined : byCustomer.get(customerId)) ?? [];
    const placed = placeCustomer(
      model,
      worn.map(({ styleId: own, ...piece }) => ({ ...piece, style: cutOf(own) })),
    );
    const person = placed.ok ? placed.value : model.people;
    const told = predictOutcome(model, { style: cutOf(styleId), position, tried }, person);
    return told.ok ? told.value : { small: 0, fits: 1, large: 0 };
  };
}
