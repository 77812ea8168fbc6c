export * from "./features.ts";
export * from "./fit-global.ts";
export * from "./forecast-panel.ts";
