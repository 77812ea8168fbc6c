import { accept, type Outcome } from "../outcome.ts";
import type { OutsideTool } from "./outside.ts";
import { loadModules, type ModuleLoader } from "./outside-modules.ts";

type Tensor = { dataSync(): ArrayLike<number>; dispose(): void };
type Model = {
  add(layer: unknown): void;
  compile(options: { optimizer: unknown; loss: string }): void;
  fit(x: Tensor, y: Tensor, options: Record<string, unknown>): Promise<unknown>;
  predict(x: Tensor): Tensor;
  dispose(): void;
};
/** The part of TensorFlow.js that is used. */
type TensorFlow = {
  sequential(): Model;
  layers: { lstm(options: object): unknown; dense(options: object): unknown };
  initializers: { glorotUniform(options: object): unknown; orthogonal(options: object): unknown };
  train: { adam(rate: number): unknown };
  tensor2d(rows: number[][]): Tensor;
  tensor3d(rows: number[][][]): Tensor;
};

const UNITS = 16;
const LEAST_WINDOWS = 16;

/** Windows of the standardised history with the step after each. */
function cutWindows(values: Float64Array, size: number): { inputs: number[][][]; targets: number[][] } {
  const inputs: number[][][] = [];
  const targets: number[][] = [];
  for (let end = size; end < values.length; end++) {
    inputs.push(Array.from(values.subarray(end - size, end), (v) => [v]));
    targets.push([values[end]!]);
  }
  return { inputs, targets };
}

function buildModel(tf: TensorFlow, size: number, seed: number): Model {
  const model = tf.sequential();
  const start = { kernelInitializer: tf.initializers.glorotUniform({ seed }) };
  const recurrentInitializer = tf.initializers.orthogonal({ seed });
  model.add(tf.layers.lstm({ units: UNITS, inputShape: [size, 1], ...start, recurrentInitializer }));
  model.add(tf.layers.dense({ units: 1, ...start }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: "meanSquaredError" });
  return model;
}

async function forecastByLstm(tf: TensorFlow, known: Float64Array, horizon: number, period: number, seed: number) {
  const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
  const deviation = Math.sqrt(known.reduce((sum, y) => sum + (y - mean) ** 2, 0) / Math.max(1, known.length));
  const size = Math.max(8, Math.min(2 * period, 28));
  if (!(deviation > 0) || known.length < size + LEAST_WINDOWS) return null;
  const values = known.map((y) => (y - mean) / deviation);
  const { inputs, targets } = cutWindows(values, size);
  const model = buildModel(tf, size, seed);
  const [x, y] = [tf.tensor3d(inputs), tf.tensor2d(targets)];
  await model.fit(x, y, { epochs: 40, batchSize: 32, shuffle: false, verbose: 0 });
  const window = Array.from(values.subarray(values.length - size));
  const points = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const input = tf.tensor3d([window.slice(-size).map((v) => [v])]);
    const output = model.predict(input);
    const next = output.dataSync()[0]!;
    input.dispose();
    output.dispose();
    window.push(next);
    points[h] = mean + deviation * next;
  }
  for (const part of [x, y, model]) part.dispose();
  return points;
}

/**
 * A small LSTM (one layer, one step ahead, fed with its own forecasts) by TensorFlow.js as a member that the backtest judges (`askOutside`).
 * TensorFlow.js is 300 MB and no dependency: where it is not installed the answer is a refusal.
 */
export async function loadLstm(options: { seed?: number; loader?: ModuleLoader } = {}): Promise<Outcome<OutsideTool>> {
  const loaded = await loadModules<[TensorFlow]>("The LSTM", ["@tensorflow/tfjs"], options.loader);
  if (!loaded.ok) return loaded;
  const [tf] = loaded.value;
  return accept({
    name: "lstm",
    forecast: (known, { horizon, period }) => forecastByLstm(tf, known, horizon, period, options.seed ?? 1),
  });
}
