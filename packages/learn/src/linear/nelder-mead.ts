/** Options of {@link minimiseNelderMead}. */
export type NelderMeadOptions = { step?: number; maxEvaluations?: number; tolerance?: number };

/** What a minimiser found. */
export type Minimum = { point: Float64Array; value: number; evaluations: number };

/**
 * Minimises a function without derivatives (Nelder and Mead 1965, coefficients 1, 2, 1/2, 1/2).
 * The function may return Infinity or NaN outside its domain; such points are never kept.
 */
export function minimiseNelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Minimum {
  const { step = 0.25, maxEvaluations = 200 * Math.max(1, start.length), tolerance = 1e-8 } = options;
  const size = start.length;
  let evaluations = 0;
  const evaluate = (point: Float64Array) => {
    evaluations++;
    const value = objective(point);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const corners: { point: Float64Array; value: number }[] = [];
  for (let i = 0; i <= size; i++) {
    const point = Float64Array.from(start);
    if (i > 0) point[i - 1]! += point[i - 1] === 0 ? step : step * Math.abs(point[i - 1]!);
    corners.push({ point, value: evaluate(point) });
  }
  const order = () => corners.sort((x, y) => x.value - y.value);
  const towards = (centre: Float64Array, worst: Float64Array, factor: number) => {
    const point = new Float64Array(size);
    for (let j = 0; j < size; j++) point[j] = centre[j]! + factor * (worst[j]! - centre[j]!);
    return { point, value: evaluate(point) };
  };
  order();
  while (size > 0 && evaluations < maxEvaluations) {
    const best = corners[0]!;
    const worst = corners[size]!;
    if (Math.abs(worst.value - best.value) <= tolerance * (Math.abs(best.value) + tolerance)) break;
    const centre = new Float64Array(size);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) centre[j]! += corners[i]!.point[j]! / size;
    const reflected = towards(centre, worst.point, -1);
    if (reflected.value < best.value) {
      const expanded = towards(centre, worst.point, -2);
      corners[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners[size - 1]!.value) {
      corners[size] = reflected;
    } else {
      const outside = reflected.value < worst.value;
      const contracted = towards(centre, worst.point, outside ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) corners[size] = contracted;
      else for (let i = 1; i <= size; i++) corners[i] = towards(best.point, corners[i]!.point, 0.5);
    }
    order();
  }
  return { point: corners[0]!.point, value: corners[0]!.value, evaluations };
}
