import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { axisLook, type FanNames, type FanPoint, tooltipLook } from "./chart-parts.ts";

type FanChartProps = {
  points: readonly FanPoint[];
  names: FanNames;
  formatValue: (value: number) => string;
  /** Label of the last known day: where history ends and the forecast begins. */
  cutAt?: string | undefined;
  height?: number;
};

/** History as a line, the forecast as a line in two widening bands, and what a naive forecast said. */
export default function FanChart({ points, names, formatValue, cutAt, height = 300 }: FanChartProps) {
  const show = (value: unknown): string =>
    Array.isArray(value) ? value.map((part) => formatValue(Number(part))).join(" – ") : formatValue(Number(value));
  const has = (key: keyof FanPoint) => points.some((point) => point[key] !== undefined && point[key] !== null);
  const legend = [
    { key: "actual", name: names.actual, look: "h-0.5 w-4 bg-ink-2" },
    { key: "mean", name: names.mean, look: "h-0.5 w-4 bg-accent" },
    { key: "inner", name: names.inner, look: "size-3 rounded-sm bg-accent/40" },
    { key: "outer", name: names.outer, look: "size-3 rounded-sm bg-accent/15" },
    { key: "compare", name: names.compare, look: "w-4 border-t-2 border-dashed border-warn" },
  ].filter(({ key }) => has(key as keyof FanPoint));
  return (
    <>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: -8 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" {...axisLook} minTickGap={36} />
          <YAxis {...axisLook} axisLine={false} width={52} tickFormatter={(value: number) => formatValue(value)} />
          <Tooltip
            contentStyle={tooltipLook}
            formatter={(value) => show(value)}
            cursor={{ stroke: "var(--line-strong)" }}
          />
          {has("outer") && (
            <Area
              dataKey="outer"
              name={names.outer}
              stroke="none"
              fill="var(--accent)"
              fillOpacity={0.12}
              isAnimationActive={false}
            />
          )}
          {has("inner") && (
            <Area
              dataKey="inner"
              name={names.inner}
              stroke="none"
              fill="var(--accent)"
              fillOpacity={0.22}
              isAnimationActive={false}
            />
          )}
          {has("compare") && (
            <Line
              dataKey="compare"
              name={names.compare}
              stroke="var(--warn)"
              strokeDasharray="4 3"
              dot={false}
              strokeWidth={1.5}
              isAnimationActive={false}
            />
          )}
          {has("actual") && (
            <Line
              dataKey="actual"
              name={names.actual}
              stroke="var(--ink-2)"
              dot={false}
              strokeWidth={1.5}
              isAnimationActive={false}
            />
          )}
          {has("mean") && (
            <Line
              dataKey="mean"
              name={names.mean}
              stroke="var(--accent)"
              dot={false}
              strokeWidth={2}
              isAnimationActive={false}
            />
          )}
          {cutAt !== undefined && <ReferenceLine x={cutAt} stroke="var(--line-strong)" strokeDasharray="2 3" />}
        </ComposedChart>
      </ResponsiveContainer>
      <ul className="mt-2 flex flex-wrap justify-center gap-x-5 gap-y-1 text-xs text-ink-2">
        {legend.map(({ key, name, look }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className={look} />
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}
