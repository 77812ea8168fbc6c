import { registerFeatures } from "../features/catalogue.ts";
import { type FeatureProfile, profileFeature } from "../features/profile.ts";
import type { AnomalyKind } from "./anomaly-kinds.ts";
import type { DetectTask } from "./detect-events.ts";

/** The measure of each kind that its events are judged by first. */
const judgedBy: Readonly<
  Record<AnomalyKind, { measure: string; says: string; owner: string; greatest: number | null }>
> = {
  price: { measure: "priceRatio", says: "Price of a sale beside the style's usual", owner: "sales", greatest: null },
  discount: {
    ...{ measure: "unexplainedShare", says: "Lines of a shop's day with a discount that no promotion explains" },
    ...{ owner: "sales", greatest: 1 },
  },
  refund: { measure: "returnedShare", says: "Share sent back, by customer and month", owner: "sales", greatest: null },
  void: { measure: "voidShare", says: "Share of a person's day that was cancelled", owner: "sales", greatest: 1 },
  stock: { measure: "missingShare", says: "Share missing when counted", owner: "inventory", greatest: 1 },
  sales: { measure: "ratio", says: "Sales of a day beside the usual", owner: "sales", greatest: null },
};

registerFeatures(
  "anomalies",
  Object.entries(judgedBy).map(([kind, { says, owner, greatest }]) => ({
    ...{ name: `${kind}_events`, says, owner, source: kind === "stock" ? ("stock_move" as const) : ("event" as const) },
    ...{ unit: "share", least: 0, greatest, nullShareAllowed: 0, freshDays: null },
  })),
);

/** What the events of a run looked like; kinds without any event have nothing to show. */
export function profileEvents(tasks: readonly DetectTask[]): FeatureProfile[] {
  return tasks
    .filter((task) => task.events.length > 0)
    .map(({ kind, events }) =>
      profileFeature(
        `${kind}_events`,
        events.map((event) => event.measures[judgedBy[kind].measure] ?? Number.NaN),
        null,
      ),
    );
}
