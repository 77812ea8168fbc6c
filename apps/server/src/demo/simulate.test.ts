import { describe, expect, it } from "vitest";
import { kindFacts, styles } from "./range.ts";
import type { Place, SimDocument } from "./sim-types.ts";
import { simulateTrade } from "./simulate.ts";
import { demoTruth, firstDayOf } from "./truth.ts";

const world = { endsOn: "2026-03-31", scale: 0.4, seed: 7 };
const trade = simulateTrade(world);

/** A document as plain data, its sale by value: what two runs of one world must agree in. */
const plain = (documents: readonly SimDocument[]) => JSON.stringify(documents);

describe("the demo's simulated trade", () => {
  it("is the same for the same world and another for another seed", () => {
    const again = simulateTrade(world);
    expect(plain(again.documents)).toBe(plain(trade.documents));
    expect(plain(simulateTrade({ ...world, seed: 8 }).documents)).not.toBe(plain(trade.documents));
  });

  it("runs in order of time from the first day to the last", () => {
    const instants = trade.documents.map((d) => d.at);
    expect(instants).toEqual([...instants].sort());
    expect(trade.documents[0]!.on).toBe(firstDayOf(world.endsOn));
    expect(trade.documents.at(-1)!.on).toBe(world.endsOn);
  });

  it("never takes what is not there, at any place and time", () => {
    const levels = new Map<string, number>();
    const add = (place: Place, sku: number, qty: number) => {
      const key = `${place} ${sku}`;
      levels.set(key, (levels.get(key) ?? 0) + qty);
      expect(levels.get(key)).toBeGreaterThanOrEqual(0);
    };
    for (const d of trade.documents) {
      if (d.kind === "sale") for (const l of d.lines) add(d.place, l.sku, -l.qty);
      else if (d.kind === "return") {
        for (const i of d.lines) add(d.sale.place, d.sale.lines[i]!.sku, d.sale.lines[i]!.qty);
      } else {
        for (const l of d.lines) {
          if (d.from !== "supplier") add(d.from, l.sku, -l.qty);
          if (d.to !== "adjustment") add(d.to, l.sku, l.qty);
        }
      }
    }
  });

  it("sells letters in the planted size curve, small in Bandra and large in Pune", () => {
    const { sizeCurves } = trade.truth;
    const sold = { web: new Map<string, number>(), bandra: new Map<string, number>(), pune: new Map<string, number>() };
    for (const d of trade.documents) {
      if (d.kind !== "sale" || d.channel === "wholesale") continue;
      for (const line of d.lines) {
        const sku = trade.demand.skus[line.sku]!;
        const { scale, sizes } = kindFacts[styles[sku.style]!.kind];
        if (scale !== "ALPHA_SHORT") continue;
        const bySize = sold[d.channel];
        bySize.set(sizes[sku.size]!, (bySize.get(sizes[sku.size]!) ?? 0) + line.qty);
      }
    }
    const total = (m: Map<string, number>) => [...m.values()].reduce((a, b) => a + b, 0);
    const share = (m: Map<string, number>, size: string) => (m.get(size) ?? 0) / total(m);
    for (const [size, planted] of Object.entries(sizeCurves["ALPHA_SHORT"]!)) {
      expect(Math.abs(share(sold.web, size) - planted), `share of ${size} online`).toBeLessThan(0.035);
    }
    expect(share(sold.bandra, "S")).toBeGreaterThan(share(sold.pune, "S"));
    expect(share(sold.pune, "XXL")).toBeGreaterThan(share(sold.bandra, "XXL"));
  });

  it("plants what its truth says: returns, co-purchases, lost demand, the closed shop", () => {
    const sales = trade.documents.filter((d) => d.kind === "sale");
    const lines = (channel: string) => sales.flatMap((d) => (d.channel === channel ? d.lines : []));
    const back = (channel: string) =>
      trade.documents.flatMap((d) => (d.kind === "return" && d.sale.channel === channel ? d.lines : []));
    expect(back("web").length / lines("web").length).toBeGreaterThan(0.1);
    expect(back("web").length / lines("web").length).toBeLessThan(0.15);
    expect(back("bandra").length / lines("bandra").length).toBeLessThan(0.06);
    expect(trade.lostPieces.reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
    const closed = trade.truth.anomalies.find((a) => a.kind === "closed_shop")!;
    expect(sales.filter((d) => d.channel === "pune" && d.on >= closed.from && d.on <= closed.to)).toEqual([]);
    const styleOf = (sku: number) => styles[trade.demand.skus[sku]!.style]!.code;
    const baskets = sales
      .filter((d) => d.channel !== "wholesale")
      .map((d) => new Set(d.lines.map((l) => styleOf(l.sku))));
    const having = (code: string) => baskets.filter((b) => b.has(code));
    const shirts = having("SH301");
    const withChino = shirts.filter((b) => b.has("TR601")).length / shirts.length;
    expect(withChino).toBeGreaterThan((3 * having("TR601").length) / baskets.length);
  });

  it("sends styles that are cut small back as too small, those cut large as too large, more often than the others", () => {
    const { offsets } = trade.truth.fit;
    const shares = (isOf: (code: string) => boolean, cause: string) => {
      let [sold, back] = [0, 0];
      for (const d of trade.documents) {
        if (d.kind === "move") continue;
        const sale = d.kind === "sale" ? d : d.sale;
        if (sale.channel !== "web") continue;
        const lines = d.kind === "sale" ? d.lines : d.lines.map((i) => sale.lines[i]!);
        const of = lines.filter((l) => l.gap !== null && isOf(styles[trade.demand.skus[l.sku]!.style]!.code)).length;
        if (d.kind === "sale") sold += of;
        else if (d.cause === cause) back += of;
      }
      return back / sold;
    };
    const isTrue = (code: string) => offsets[code] === undefined;
    expect(shares((code) => (offsets[code] ?? 0) > 0, "too_small")).toBeGreaterThan(3 * shares(isTrue, "too_small"));
    expect(shares((code) => (offsets[code] ?? 0) < 0, "too_large")).toBeGreaterThan(3 * shares(isTrue, "too_large"));
    for (const code of Object.keys(offsets))
      expect(
        styles.some((s) => s.code === code),
        code,
      ).toBe(true);
  });

  it("tells its truth of any two years, purely", () => {
    expect(demoTruth("2026-03-31")).toEqual(demoTruth("2026-03-31"));
    for (const a of demoTruth("2028-02-29").anomalies) {
      expect(a.from >= firstDayOf("2028-02-29") && a.to <= "2028-02-29", a.kind).toBe(true);
    }
    const codes = new Set(styles.map((s) => s.code));
    for (const { first, second } of demoTruth("2026-03-31").coPurchases) {
      expect(codes.has(first) && codes.has(second)).toBe(true);
    }
  });
});
