import { factorCholesky, solveCholesky } from "../linear/index.ts";

/** Which bottom series add up to which total. `groups[g]` lists the bottom series (by index) that aggregate `g` is the sum of. */
export type Hierarchy = { readonly bottomCount: number; readonly groups: readonly (readonly number[])[] };

/** Forecasts of every node that add up: each aggregate is the sum of its bottom series at every step. */
export type Reconciled = { readonly aggregates: Float64Array[]; readonly bottom: Float64Array[] };

/** How the errors of the nodes relate. */
export type ReconcileMethod =
  /** All errors alike. */
  | { readonly kind: "ols" }
  /** Variance of a node is the number of bottom series below it. */
  | { readonly kind: "wls_struct" }
  /** Variance of each node's one-step errors. */
  | { readonly kind: "wls_var"; readonly variances: ArrayLike<number> }
  /** Full covariance of the one-step errors, shrunk towards its diagonal; `errors[node]` are rows of the same length. */
  | { readonly kind: "shrink"; readonly errors: readonly ArrayLike<number>[] };

function assertHierarchy(hierarchy: Hierarchy, rows: number): void {
  const { bottomCount, groups } = hierarchy;
  for (const group of groups) {
    for (const j of group) {
      if (!Number.isInteger(j) || j < 0 || j >= bottomCount)
        throw new RangeError(`no bottom series ${j} of ${bottomCount}`);
    }
  }
  if (rows !== bottomCount && rows !== bottomCount + groups.length) {
    throw new RangeError(`expected ${groups.length} aggregates and ${bottomCount} bottom series, got ${rows} rows`);
  }
}

/** Sums bottom forecasts to every aggregate. */
export function bottomUp(hierarchy: Hierarchy, bottom: readonly Float64Array[]): Reconciled {
  assertHierarchy(hierarchy, bottom.length);
  if (bottom.length !== hierarchy.bottomCount) throw new RangeError("expected bottom series only");
  const horizon = bottom[0]?.length ?? 0;
  const aggregates = hierarchy.groups.map((group) => {
    const sum = new Float64Array(horizon);
    for (const j of group) for (let h = 0; h < horizon; h++) sum[h]! += bottom[j]![h]!;
    return sum;
  });
  return { aggregates, bottom: bottom.map((row) => row.slice()) };
}

/** Diagonal of the error covariance, aggregates first. */
function diagonalOf(hierarchy: Hierarchy, method: ReconcileMethod): Float64Array {
  const { bottomCount, groups } = hierarchy;
  const nodes = groups.length + bottomCount;
  const diagonal = new Float64Array(nodes).fill(1);
  if (method.kind === "wls_struct")
    for (let g = 0; g < groups.length; g++) diagonal[g] = Math.max(1, groups[g]!.length);
  if (method.kind === "wls_var") diagonal.set(Array.from(method.variances).slice(0, nodes));
  let largest = 0;
  for (const v of diagonal) if (Number.isFinite(v)) largest = Math.max(largest, v);
  // A node whose errors were never seen to vary must not take all of the correction, nor divide by zero.
  return diagonal.map((v) => (Number.isFinite(v) && v > 1e-9 * largest ? v : 1e-9 * largest || 1));
}

/**
 * Shrunk covariance of Schäfer and Strimmer (2005), as MinT uses it (Wickramasuriya, Athanasopoulos and Hyndman 2019): correlations are
 * multiplied by 1 - lambda.
 */
export function shrinkCovariance(errors: readonly ArrayLike<number>[]): Float64Array {
  const nodes = errors.length;
  const count = errors[0]?.length ?? 0;
  const scale = errors.map((row) => {
    let sum = 0;
    for (let t = 0; t < count; t++) sum += row[t]! ** 2;
    return Math.sqrt(sum / Math.max(1, count)) || 1e-6;
  });
  const correlation = new Float64Array(nodes * nodes);
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < nodes; i++) {
    correlation[i * nodes + i] = 1;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      let squares = 0;
      for (let t = 0; t < count; t++) {
        const product = (errors[i]![t]! / scale[i]!) * (errors[j]![t]! / scale[j]!);
        sum += product;
        squares += product * product;
      }
      const r = count > 0 ? sum / count : 0;
      correlation[i * nodes + j] = r;
      correlation[j * nodes + i] = r;
      if (count > 1) top += (squares / count - r * r) / (count - 1);
      bottom += r * r;
    }
  }
  const lambda = bottom > 0 ? Math.min(1, Math.max(0.02, top / bottom)) : 1;
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < nodes; j++) {
      if (i !== j) correlation[i * nodes + j]! *= 1 - lambda;
      correlation[i * nodes + j]! *= scale[i]! * scale[j]!;
    }
  }
  return correlation;
}

/** `W C'` by rows of nodes and `C W C'`, where C says that each aggregate less its bottom series is nothing. */
function constrain(hierarchy: Hierarchy, method: ReconcileMethod): { spread: Float64Array; system: Float64Array } {
  const { bottomCount, groups } = hierarchy;
  const count = groups.length;
  const nodes = count + bottomCount;
  const spread = new Float64Array(nodes * count);
  if (method.kind === "shrink") {
    const full = shrinkCovariance(method.errors);
    for (let i = 0; i < nodes; i++) {
      for (let g = 0; g < count; g++) {
        let value = full[i * nodes + g]!;
        for (const j of groups[g]!) value -= full[i * nodes + count + j]!;
        spread[i * count + g] = value;
      }
    }
  } else {
    const diagonal = diagonalOf(hierarchy, method);
    groups.forEach((group, g) => {
      spread[g * count + g] = diagonal[g]!;
      for (const j of group) spread[(count + j) * count + g]! -= diagonal[count + j]!;
    });
  }
  const system = new Float64Array(count * count);
  groups.forEach((group, g) => {
    for (let k = 0; k < count; k++) {
      let value = spread[g * count + k]!;
      for (const j of group) value -= spread[(count + j) * count + k]!;
      system[g * count + k] = value;
    }
  });
  return { spread, system };
}

function factorWithRidge(system: Float64Array, size: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += system[i * size + i]!;
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-10 : ridge * 10) {
    const copy = Float64Array.from(system);
    for (let i = 0; i < size; i++) copy[i * size + i]! += ridge * (trace / size || 1);
    const lower = factorCholesky(copy, size);
    if (lower) return lower;
  }
}

/**
 * Minimum trace reconciliation (Wickramasuriya, Athanasopoulos and Hyndman 2019): moves the forecasts of all nodes as little as their errors
 * warrant until they add up. `base` has the aggregates first, then the bottom series. Negative bottom values are set to zero before the last
 * summing (Di Fonzo and Girolimetto 2023, "set negative to zero"), so the answer is coherent and not negative.
 */
export function reconcile(hierarchy: Hierarchy, base: readonly Float64Array[], method: ReconcileMethod): Reconciled {
  assertHierarchy(hierarchy, base.length);
  const { bottomCount, groups } = hierarchy;
  const count = groups.length;
  if (base.length !== count + bottomCount) throw new RangeError("expected forecasts of every node");
  const horizon = base[0]?.length ?? 0;
  if (count === 0) return bottomUp(hierarchy, base);
  const { spread, system } = constrain(hierarchy, method);
  const lower = factorWithRidge(system, count);
  const bottom = Array.from({ length: bottomCount }, () => new Float64Array(horizon));
  const gap = new Float64Array(count);
  for (let h = 0; h < horizon; h++) {
    groups.forEach((group, g) => {
      let value = base[g]![h]!;
      for (const j of group) value -= base[count + j]![h]!;
      gap[g] = value;
    });
    const push = solveCholesky(lower, count, gap);
    for (let j = 0; j < bottomCount; j++) {
      let value = base[count + j]![h]!;
      for (let g = 0; g < count; g++) value -= spread[(count + j) * count + g]! * push[g]!;
      bottom[j]![h] = value > 0 ? value : 0;
    }
  }
  return bottomUp(hierarchy, bottom);
}

/** Makes a hierarchy from labels: one aggregate for each distinct value of each key, and one of everything. */
export function buildHierarchy(keys: readonly (readonly string[])[], bottomCount: number): Hierarchy {
  const groups: number[][] = [Array.from({ length: bottomCount }, (_, j) => j)];
  for (const labels of keys) {
    const members = new Map<string, number[]>();
    for (let j = 0; j < bottomCount; j++) {
      const label = labels[j] ?? "";
      const group = members.get(label);
      if (group) group.push(j);
      else members.set(label, [j]);
    }
    // A key that splits nothing or everything would repeat the total or the bottom.
    if (members.size > 1 && members.size < bottomCount) groups.push(...members.values());
  }
  return { bottomCount, groups };
}
