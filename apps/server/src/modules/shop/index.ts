import "./events.ts";
import "./jobs.ts";

export { mountShopChanges } from "./changes-route.ts";
export { operations } from "./routes.ts";
export { openShopOrigin } from "./shop-origin.ts";
