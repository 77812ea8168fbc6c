import type { Minimum } from "./nelder-mead.ts";

/** Writes the gradient at `point` into `gradient` and returns the value there (Infinity outside the domain). */
export type Differentiable = (point: Float64Array, gradient: Float64Array) => number;

/** Options of {@link minimiseLbfgs}. */
export type LbfgsOptions = { memory?: number; maxIterations?: number; tolerance?: number; firstStep?: number };

const dot = (x: Float64Array, y: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
};

type Pair = { s: Float64Array; y: Float64Array; rho: number };

/** Two-loop recursion (Nocedal and Wright, Numerical Optimization, algorithm 7.4). */
function descend(gradient: Float64Array, pairs: Pair[], direction: Float64Array): void {
  for (let j = 0; j < gradient.length; j++) direction[j] = -gradient[j]!;
  const alphas = new Float64Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y, rho } = pairs[i]!;
    const a = rho * dot(s, direction);
    alphas[i] = a;
    for (let j = 0; j < y.length; j++) direction[j]! -= a * y[j]!;
  }
  const last = pairs[pairs.length - 1];
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let j = 0; j < direction.length; j++) direction[j]! *= scale;
  }
  for (let i = 0; i < pairs.length; i++) {
    const { s, y, rho } = pairs[i]!;
    const b = rho * dot(y, direction);
    for (let j = 0; j < s.length; j++) direction[j]! += s[j]! * (alphas[i]! - b);
  }
}

/** Minimises a smooth function with limited-memory BFGS and a backtracking (Armijo) line search. */
export function minimiseLbfgs(f: Differentiable, start: ArrayLike<number>, options: LbfgsOptions = {}): Minimum {
  const { memory = 8, maxIterations = 100, tolerance = 1e-7, firstStep = 0.1 } = options;
  const size = start.length;
  let point = Float64Array.from(start);
  let gradient = new Float64Array(size);
  let value = f(point, gradient);
  let evaluations = 1;
  let pairs: Pair[] = [];
  const direction = new Float64Array(size);
  let idle = 0;
  for (let iteration = 0; iteration < maxIterations && Number.isFinite(value); iteration++) {
    descend(gradient, pairs, direction);
    let slope = dot(gradient, direction);
    if (!(slope < 0)) {
      if (pairs.length === 0) break;
      pairs = [];
      descend(gradient, pairs, direction);
      slope = dot(gradient, direction);
      if (!(slope < 0)) break;
    }
    let step = pairs.length === 0 ? firstStep / Math.sqrt(-slope) : 1;
    let next = point;
    let nextGradient = gradient;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 25; tries++) {
      next = new Float64Array(size);
      nextGradient = new Float64Array(size);
      for (let j = 0; j < size; j++) next[j] = point[j]! + step * direction[j]!;
      nextValue = f(next, nextGradient);
      evaluations++;
      if (nextValue <= value + 1e-4 * step * slope) break;
      step *= Number.isFinite(nextValue) ? 0.4 : 0.2;
    }
    if (!(nextValue < value)) break;
    const s = new Float64Array(size);
    const y = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      s[j] = next[j]! - point[j]!;
      y[j] = nextGradient[j]! - gradient[j]!;
    }
    const curvature = dot(s, y);
    if (curvature > 1e-10 * dot(y, y)) {
      pairs.push({ s, y, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    const gain = value - nextValue;
    point = next;
    gradient = nextGradient;
    value = nextValue;
    // One small gain can be a short step; two in a row are the bottom.
    idle = gain <= tolerance * (Math.abs(value) + 1) ? idle + 1 : 0;
    if (idle >= 2) break;
  }
  return { point, value, evaluations };
}
