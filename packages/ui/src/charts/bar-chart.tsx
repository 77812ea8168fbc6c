import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisLook, type BarPoint, tooltipLook } from "./chart-parts.ts";

type BarsProps = {
  points: readonly BarPoint[];
  name: string;
  compareName?: string;
  formatValue: (value: number) => string;
  height?: number;
};

/** One figure per step, beside another when there is one to compare with. */
export default function Bars({ points, name, compareName, formatValue, height = 260 }: BarsProps) {
  const compares = points.some((point) => point.compare !== undefined && point.compare !== null);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart data={[...points]} maxBarSize={64} margin={{ top: 8, right: 8, bottom: 0, left: -8 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" {...axisLook} minTickGap={24} />
        <YAxis {...axisLook} axisLine={false} width={56} tickFormatter={(value: number) => formatValue(value)} />
        <Tooltip
          contentStyle={tooltipLook}
          formatter={(value) => formatValue(Number(value))}
          cursor={{ fill: "var(--surface-3)", opacity: 0.6 }}
        />
        {compares && <Legend wrapperStyle={{ fontSize: 12 }} />}
        {compares && (
          <Bar
            dataKey="compare"
            name={compareName}
            fill="var(--line-strong)"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
          />
        )}
        <Bar dataKey="value" name={name} fill="var(--accent)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
