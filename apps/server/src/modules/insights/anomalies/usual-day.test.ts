import { daysBetween } from "@selvedge/domain";
import { findBrokenRules } from "@selvedge/learn";
import { describe, expect, it } from "vitest";
import { simulateTrade } from "../../../demo/simulate.ts";
import { firstDayOf } from "../../../demo/truth.ts";
import { anomalyKinds } from "./anomaly-kinds.ts";
import { usualDays } from "./usual-day.ts";

describe("a day beside the usual", () => {
  it("finds the days on which the planted flood kept the shop closed, and hardly any other", () => {
    const endsOn = "2026-03-31";
    const trade = simulateTrade({ endsOn, scale: 1, seed: 11 });
    const first = firstDayOf(endsOn);
    const pieces = new Float64Array(daysBetween(first, endsOn) + 1);
    for (const d of trade.documents) {
      if (d.kind !== "sale" || d.channel !== "pune") continue;
      for (const line of d.lines) pieces[daysBetween(first, d.on)]! += line.qty;
    }
    const closed = trade.truth.anomalies.find((a) => a.kind === "closed_shop")!;
    const [from, to] = [daysBetween(first, closed.from), daysBetween(first, closed.to)];
    const raised = usualDays(pieces)
      .filter(({ day: _day, ...measures }) => findBrokenRules(anomalyKinds.sales.rules, measures).length > 0)
      .map((d) => d.day);
    const inside = raised.filter((day) => day >= from && day <= to);
    expect(inside.length).toBeGreaterThanOrEqual(3);
    expect(raised.length - inside.length).toBeLessThanOrEqual(3);
  });

  it("takes a burst in a thin series for what it is", () => {
    const pieces = Float64Array.from({ length: 120 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    pieces[60] = 14;
    const raised = usualDays(pieces).filter((d) => findBrokenRules(anomalyKinds.sales.rules, { ...d }).length > 0);
    expect(raised.map((d) => d.day)).toEqual([60]);
  });

  it("says nothing of a series too short to know", () => {
    expect(usualDays([1, 2, 3])).toEqual([]);
  });
});
