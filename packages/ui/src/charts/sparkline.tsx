/** Points of a polyline over a 100 × 30 field, the lowest value on the floor. */
export function sparklinePoints(values: readonly number[]): string {
  const low = Math.min(...values, 0);
  const high = Math.max(...values, low + 1);
  return values
    .map((value, index) => {
      const x = values.length === 1 ? 50 : (index / (values.length - 1)) * 100;
      const y = 29 - ((value - low) / (high - low)) * 28;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}

/** The shape of a trend beside its figure; decorative, the figure carries the meaning. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const points = sparklinePoints(values);
  return (
    <svg viewBox="0 0 100 30" preserveAspectRatio="none" className={className} aria-hidden focusable="false">
      <polygon points={`0,30 ${points} 100,30`} fill="currentColor" opacity="0.1" />
      <polyline
        points={points}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
