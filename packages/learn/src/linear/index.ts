export * from "./lbfgs.ts";
export * from "./least-squares.ts";
export * from "./nelder-mead.ts";
