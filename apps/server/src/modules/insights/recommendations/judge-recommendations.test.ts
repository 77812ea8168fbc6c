import { createRng } from "@selvedge/learn";
import { expect, test } from "vitest";
import { judgeRecommendations } from "./judge-recommendations.ts";
import type { RecommendTask } from "./recommend-task.ts";

const STYLES = 30;
const TODAY = 20_544;

/** Customers who all buy by what is in fashion: nobody has a taste of their own. */
function fashionOnly(seed: number): RecommendTask {
  const rng = createRng(seed);
  const [items, customers, baskets, days]: number[][] = [[], [], [], []];
  for (let basket = 0; basket < 1500; basket += 1) {
    const customer = rng.below(200);
    const day = TODAY - 1 - rng.below(300);
    items!.push(Math.min(STYLES - 1, Math.floor(STYLES * rng.uniform() ** 3)));
    customers!.push(customer);
    baskets!.push(basket);
    days!.push(day);
  }
  return {
    styleIds: Array.from({ length: STYLES }, (_, i) => `S${i}`),
    customerIds: Array.from({ length: 200 }, (_, i) => `C${i}`),
    channelKinds: ["web"],
    ...{ items: Int32Array.from(items!), customers: Int32Array.from(customers!), baskets: Int32Array.from(baskets!) },
    ...{ days: Int32Array.from(days!), channels: new Int32Array(items!.length) },
    words: Array.from({ length: STYLES }, (_, i) => [`category ${i % 3}`]),
    categories: Int32Array.from({ length: STYLES }, (_, i) => i % 3),
    ...{ isOffered: Array.from({ length: STYLES }, () => true), today: TODAY, seed: 1 },
  };
}

test("where nobody has a taste of their own the lists lean on what sells, and are no worse than it", () => {
  const task = fashionOnly(3);
  const { metrics, popularWeight } = judgeRecommendations(task, {
    ...{ customerCount: task.customerIds.length, itemCount: STYLES, customers: task.customers, items: task.items },
    ...{ days: task.days, baskets: task.baskets },
  });
  expect(popularWeight).toBeGreaterThan(1);
  expect(metrics["blendNdcg"]).toBeGreaterThanOrEqual(metrics["popularNdcg"]! - 0.005);
});
