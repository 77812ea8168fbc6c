export * from "./cart.ts";
export * from "./checkout.ts";
export * from "./sandbox-payment.ts";
export * from "./setup.ts";
export * from "./shelf.ts";
export * from "./shoppers.ts";
