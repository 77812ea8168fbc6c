/** Throws where two series that must run side by side do not. */
export function assertSameLength(actual: ArrayLike<number>, forecast: ArrayLike<number>): void {
  if (actual.length !== forecast.length) {
    throw new RangeError(`expected ${actual.length} forecasts for as many actual values, got ${forecast.length}`);
  }
}

/** Mean of |actual - forecast|; 0 for empty series. */
export function meanAbsoluteError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  assertSameLength(actual, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += Math.abs(actual[i]! - forecast[i]!);
  return actual.length === 0 ? 0 : sum / actual.length;
}

/** Mean of (actual - forecast) squared; 0 for empty series. */
export function meanSquaredError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  assertSameLength(actual, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += (actual[i]! - forecast[i]!) ** 2;
  return actual.length === 0 ? 0 : sum / actual.length;
}

/**
 * Symmetric mean absolute percentage error in percent, 0..200: mean of 200 |a - f| / (|a| + |f|) (Makridakis and Hibon 2000).
 * A step where both are zero counts as no error.
 */
export function smape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  assertSameLength(actual, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const size = Math.abs(actual[i]!) + Math.abs(forecast[i]!);
    if (size > 0) sum += (200 * Math.abs(actual[i]! - forecast[i]!)) / size;
  }
  return actual.length === 0 ? 0 : sum / actual.length;
}

/** Weighted absolute percentage error as a share: sum |a - f| / sum |a|; null where nothing was sold. */
export function wape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  let size = 0;
  for (let i = 0; i < actual.length; i++) size += Math.abs(actual[i]!);
  return size === 0 ? null : (meanAbsoluteError(actual, forecast) * actual.length) / size;
}

/** Mean of forecast - actual in the unit of the series: above 0 means that too much was forecast. */
export function bias(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  assertSameLength(actual, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += forecast[i]! - actual[i]!;
  return actual.length === 0 ? 0 : sum / actual.length;
}
