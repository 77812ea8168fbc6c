import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { changeQueries, withLevel } from "./live-queries.ts";

const row = {
  skuId: "s",
  locationId: "l",
  onHandQty: 5,
  reservedQty: 1,
  availableQty: 4,
  version: 3,
  styleName: "Tee",
};
const level = { skuId: "s", locationId: "l", onHandQty: 9, reservedQty: 2, backorderedQty: 0, version: 4 };

it("takes a newer level into the row and keeps the rest", () => {
  expect(withLevel(row, level)).toEqual({ ...row, onHandQty: 9, reservedQty: 2, availableQty: 7, version: 4 });
});

it("leaves the row alone for an older level or another place", () => {
  expect(withLevel(row, { ...level, version: 3 })).toBe(row);
  expect(withLevel(row, { ...level, locationId: "m" })).toBe(row);
});

it("asks again for a stock list that was on its way when a level changed: what arrives may be older than the event", async () => {
  const client = new QueryClient();
  const answers = [
    Promise.withResolvers<{ items: (typeof row)[] }>(),
    Promise.withResolvers<{ items: (typeof row)[] }>(),
  ];
  let asked = 0;
  const list = new InfiniteQueryObserver(client, {
    queryKey: ["inventory.list_stock", "pages"],
    queryFn: () => answers[asked++]!.promise,
    ...{ initialPageParam: null, getNextPageParam: () => null },
  });
  const stopLooking = list.subscribe(() => {});
  const queries = changeQueries(client);
  queries.hear({ type: "inventory.level_changed", after: level } as Parameters<typeof queries.hear>[0]);
  answers[0]!.resolve({ items: [row] });
  answers[1]!.resolve({ items: [{ ...row, onHandQty: 9, version: 4 }] });
  await expect.poll(() => list.getCurrentResult().data?.pages[0]?.items[0]?.version, { timeout: 5000 }).toBe(4);
  expect(asked).toBe(2);
  queries.stop();
  stopLooking();
});
