/** What the drawn charts share; figures and labels come ready for the tenant's language. */
export type FanPoint = {
  label: string;
  actual?: number | null;
  mean?: number | null;
  /** Inner and outer interval, [low, high]. */
  inner?: readonly [number, number] | null;
  outer?: readonly [number, number] | null;
  /** A second line to compare with (naive forecast). */
  compare?: number | null;
};

export type FanNames = { actual: string; mean: string; inner: string; outer: string; compare: string };

export type BarPoint = { label: string; value: number; compare?: number | null };

export const tooltipLook: React.CSSProperties = {
  background: "var(--surface)",
  border: "1px solid var(--line)",
  borderRadius: 8,
  boxShadow: "var(--shadow-pop)",
  color: "var(--ink)",
  fontSize: 12,
};

export const axisLook = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" }, tickLine: false };
