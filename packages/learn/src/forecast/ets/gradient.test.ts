import { describe, expect, test } from "vitest";
import { listEtsForms, nameEtsForm } from "./form.ts";
import { differentiateEts, type EtsStart, makeEtsRoom, runEts } from "./recursion.ts";

const period = 4;
const history = Float64Array.from(
  { length: 30 },
  (_, t) => 1 + 0.02 * t + 0.3 * Math.sin((t * Math.PI) / 2) + 0.1 * Math.cos(7.3 * t),
);

describe("the gradient of exponential smoothing", () => {
  for (const form of listEtsForms({ seasonal: true, positive: true, multiplicativeTrend: true })) {
    test(`${nameEtsForm(form)} is that of finite differences`, () => {
      const start = (): EtsStart => ({
        alpha: 0.3,
        betaShare: 0.2,
        gamma: 0.15,
        phi: form.damped ? 0.9 : 1,
        level: 1,
        trend: form.trend === "M" ? 1.02 : 0.02,
        season: Float64Array.from(
          form.season === "N" ? [] : form.season === "M" ? [1, 1.3, 1, 0.7] : [0, 0.3, 0, -0.3],
        ),
      });
      const room = makeEtsRoom(history.length, period);
      runEts(history, form, start(), room);
      const gradient = differentiateEts(history, form, start(), room);
      const step = 1e-6;
      const numeric = (move: (start: EtsStart, by: number) => void) => {
        const values = [step, -step].map((by) => {
          const moved = start();
          move(moved, by);
          return runEts(history, form, moved, room);
        });
        return (values[0]! - values[1]!) / (2 * step);
      };
      const names = [
        "alpha",
        "level",
        ...(form.trend === "N" ? [] : ["betaShare", "trend"]),
        ...(form.damped ? ["phi"] : []),
      ];
      if (form.season !== "N") names.push("gamma");
      for (const name of names as ("alpha" | "level" | "betaShare" | "trend" | "phi" | "gamma")[]) {
        const expected = numeric((moved, by) => {
          moved[name] += by;
        });
        expect(Math.abs(gradient[name] - expected), name).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
      }
      gradient.season.forEach((value, j) => {
        const expected = numeric((moved, by) => {
          moved.season[j]! += by;
        });
        expect(Math.abs(value - expected), `season ${j}`).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
      });
    });
  }
});
