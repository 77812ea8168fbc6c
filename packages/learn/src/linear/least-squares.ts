/**
 * Cholesky factor (lower triangle, row-major) of a symmetric positive definite matrix, or null where it is not one.
 * `matrix` is row-major, `size` by `size`; it is left as it was.
 */
export function factorCholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i === j) {
        if (!(sum > 1e-14 * Math.abs(matrix[i * size + i]!)) || !(sum > 0)) return null;
        lower[i * size + i] = Math.sqrt(sum);
      } else lower[i * size + j] = sum / lower[j * size + j]!;
    }
  }
  return lower;
}

/** Solves `A x = b` with the factor of {@link factorCholesky}. */
export function solveCholesky(lower: Float64Array, size: number, right: ArrayLike<number>): Float64Array {
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  return x;
}

/** Least squares: `rows` is row-major, `columns` wide. */
export type RidgeProblem = {
  rows: Float64Array;
  columns: number;
  target: ArrayLike<number>;
  /** Weight of each row; 1 where left out. */
  weights?: ArrayLike<number>;
  /** Penalty on each squared coefficient, as a share of the mean diagonal of X'WX. */
  penalty?: number;
  /** Columns that are not penalised (an intercept). */
  free?: readonly number[];
};

/**
 * Solves weighted ridge regression by the normal equations. Where the matrix is singular the penalty is raised until it is not, so the
 * answer is always finite for finite input.
 */
export function solveRidge(problem: RidgeProblem): Float64Array {
  const { rows, columns, target, weights, free = [] } = problem;
  const count = target.length;
  const gram = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let r = 0; r < count; r++) {
    const w = weights ? weights[r]! : 1;
    if (w === 0) continue;
    const base = r * columns;
    for (let i = 0; i < columns; i++) {
      const xi = rows[base + i]! * w;
      if (xi === 0) continue;
      right[i]! += xi * target[r]!;
      for (let j = 0; j <= i; j++) gram[i * columns + j]! += xi * rows[base + j]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < columns; i++) {
    trace += gram[i * columns + i]!;
    for (let j = 0; j < i; j++) gram[j * columns + i] = gram[i * columns + j]!;
  }
  const unit = trace > 0 ? trace / columns : 1;
  let penalty = Math.max(problem.penalty ?? 0, 1e-10);
  for (;;) {
    const system = Float64Array.from(gram);
    for (let i = 0; i < columns; i++) system[i * columns + i]! += unit * (free.includes(i) ? 1e-10 : penalty);
    const lower = factorCholesky(system, columns);
    if (lower) return solveCholesky(lower, columns, right);
    if (penalty > 1e6) return new Float64Array(columns);
    penalty *= 100;
  }
}
