import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { askOutside, forecastAuto, loadLstm, loadProphet } from "./index.ts";

const history = Float64Array.from(
  { length: 140 },
  (_, t) => 10 + 5 * Math.sin((2 * Math.PI * t) / 7) + ((t * 7919) % 5),
);
const options = { horizon: 7, period: 7, seed: 1 };
const missing = async (name: string) => {
  throw new Error(`Cannot find package '${name}'`);
};

describe("members of outside tools", () => {
  test("where a package is not installed the answer is a typed refusal that names it", async () => {
    expect(await loadLstm({ loader: missing })).toMatchObject({ ok: false, reason: "not_installed" });
    expect((await loadLstm({ loader: missing })) as object).toHaveProperty(
      "detail",
      expect.stringContaining("@tensorflow/tfjs"),
    );
    expect(await loadProphet({ loader: missing })).toMatchObject({ ok: false, reason: "not_installed" });
  });

  test("Prophet of augurs, as installed here, is judged by the backtest and finds the week", async () => {
    const wasm = readFileSync(new URL(import.meta.resolve("@bsull/augurs/prophet").replace(/\.js$/, "_bg.wasm")));
    const tool = await loadProphet({ wasm });
    if (!tool.ok) throw new Error(tool.detail);
    const member = await askOutside(tool.value, history, options);
    if (!member || !("candidate" in member)) throw new Error("Prophet gave no forecast");
    const forecast = forecastAuto(history, { ...options, extra: [member] });
    if (!forecast.ok) throw new Error(forecast.reason);
    expect(forecast.weights.find((w) => w.name === "prophet")?.weight).toBeGreaterThan(0.05);
    expect(forecast.mean.every(Number.isFinite)).toBe(true);
  }, 60_000);

  // Runs where somebody has installed it; elsewhere the refusal of the real import is what is checked.
  test("the LSTM is judged by the backtest where installed, refused where not", async () => {
    const tool = await loadLstm();
    if (!tool.ok) {
      expect(tool.reason).toBe("not_installed");
      return;
    }
    const member = await askOutside(tool.value, history, options);
    const forecast = forecastAuto(history, { ...options, extra: member && "candidate" in member ? [member] : [] });
    expect(forecast.ok && forecast.mean.every(Number.isFinite)).toBe(true);
  }, 60_000);

  test("a tool that forecasts well earns weight, one that forecasts nonsense none", async () => {
    const ask = async (shift: number) => {
      const tool = {
        name: "tool",
        forecast: async (known: Float64Array, { horizon, period }: { horizon: number; period: number }) =>
          Float64Array.from({ length: horizon }, (_, h) => known[known.length - period + (h % period)]! + shift),
      };
      const member = await askOutside(tool, history, options);
      const forecast = forecastAuto(history, { ...options, extra: member && "candidate" in member ? [member] : [] });
      return forecast.ok ? (forecast.weights.find((w) => w.name === "tool")?.weight ?? 0) : null;
    };
    expect(await ask(0)).toBeGreaterThan(0.03);
    expect(await ask(50)).toBe(0);
  });
});
