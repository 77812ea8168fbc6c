import { accept, type Outcome, refuse } from "../outcome.ts";
import type { OutsideTool } from "./outside.ts";
import { loadModules, type ModuleLoader } from "./outside-modules.ts";

type Prediction = { yhat: { point: number[] } };
type ProphetModule = {
  default(options?: { module_or_path: unknown }): Promise<unknown>;
  Prophet: new (
    options: Record<string, unknown>,
  ) => {
    fit(data: { ds: number[]; y: number[] }): void;
    predict(data: { ds: number[] }): Prediction;
    free(): void;
  };
};
type OptimizerModule = { optimizer: unknown };

const DAY = 86_400;
/** Prophet knows seasons by their length in days: the step is chosen so that `period` steps are a week or a year. */
const stepOf = (period: number) =>
  period > 1 && period <= 7 ? Math.round((7 * DAY) / period) : period > 7 ? Math.round((365.25 * DAY) / period) : DAY;

/**
 * Prophet (Taylor and Letham 2018) by @bsull/augurs as a member that the backtest judges (`askOutside`). `wasm`: the bytes of
 * `@bsull/augurs/prophet_bg.wasm` where they cannot be fetched from beside the script (Node).
 */
export async function loadProphet(
  options: { wasm?: unknown; loader?: ModuleLoader } = {},
): Promise<Outcome<OutsideTool>> {
  const loaded = await loadModules<[ProphetModule, OptimizerModule]>(
    "Prophet",
    ["@bsull/augurs/prophet", "@bsull/augurs-prophet-wasmstan"],
    options.loader,
  );
  if (!loaded.ok) return loaded;
  const [{ default: start, Prophet }, { optimizer }] = loaded.value;
  try {
    await start(options.wasm === undefined ? undefined : { module_or_path: options.wasm });
  } catch {
    return refuse("not_installed", "Prophet is installed, but its WebAssembly could not be started");
  }
  return accept({
    name: "prophet",
    forecast: async (known, { horizon, period }) => {
      const step = stepOf(period);
      const at = (t: number) => 1_577_836_800 + t * step;
      const model = new Prophet({ optimizer });
      try {
        model.fit({ ds: Array.from(known, (_, t) => at(t)), y: Array.from(known) });
        const { yhat } = model.predict({ ds: Array.from({ length: horizon }, (_, h) => at(known.length + h)) });
        return Float64Array.from(yhat.point);
      } catch {
        return null;
      } finally {
        model.free();
      }
    },
  });
}
