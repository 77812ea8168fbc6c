import { startOfDate } from "@selvedge/domain";
import { expect, test } from "vitest";
import { type PromotionDraft, PromotionDraftSchema, phaseOf, promotionOf } from "./promotion-draft.ts";

const draft: PromotionDraft = {
  ...{ name: "Diwali", code: "DIWALI", kind: "percent", percent: 12.5, stackable: false },
  ...{ wholesale: false, retail: true, web: true, marketplace: false },
  ...{ startsOn: "2026-11-01", endsOn: "2026-11-08" },
};
const inIndia = (day: string) => startOfDate(day, "Asia/Kolkata");

test("a promotion holds from the first day's beginning to the last day's end where the business is", () => {
  expect(promotionOf(draft, inIndia)).toEqual({
    ...{ name: "Diwali", code: "DIWALI", kind: "percent", percentBasisPoints: 1250, stackable: false },
    ...{ channelKinds: ["retail", "web"], categoryIds: [] },
    ...{ startsAt: "2026-10-31T18:30:00.000Z", endsAt: "2026-11-08T18:30:00.000Z" },
  });
});

test("says which field is missing or does not fit", () => {
  const pathsOf = (change: Partial<PromotionDraft>) =>
    PromotionDraftSchema.safeParse({ ...draft, ...change }).error?.issues.map((issue) => issue.path.join("."));
  expect(pathsOf({})).toBeUndefined();
  expect(pathsOf({ percent: undefined })).toEqual(["percent"]);
  expect(pathsOf({ kind: "amount" })).toEqual(["amountMinor"]);
  expect(pathsOf({ endsOn: "2026-10-01" })).toEqual(["endsOn"]);
  expect(pathsOf({ retail: false, web: false })).toEqual(["retail"]);
});

test("is coming, running, over or archived", () => {
  const { startsAt, endsAt } = promotionOf(draft, inIndia);
  const at = (instant: string, status: "active" | "archived" = "active") =>
    phaseOf({ startsAt, endsAt, status }, Date.parse(instant));
  expect(at("2026-10-31T18:29:59Z")).toBe("coming");
  expect(at("2026-10-31T18:30:00Z")).toBe("running");
  expect(at("2026-11-08T18:30:00Z")).toBe("over");
  expect(at("2026-11-02T00:00:00Z", "archived")).toBe("archived");
});
