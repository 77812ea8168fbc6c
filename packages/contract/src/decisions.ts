export * from "./anomalies.ts";
export * from "./buying.ts";
export * from "./customer-insights.ts";
export * from "./fit.ts";
export * from "./price-studio.ts";
export * from "./recommendations.ts";
export * from "./suggestions.ts";
