import "./events.ts";
import "./jobs.ts";

export { mountShopChanges } from "./changes-route.ts";
export { operations } from "./routes.ts";
export { pieceOutcomes } from "./shelf/piece-outcomes.ts";
export { adviseSizeStep } from "./shelf/size-advice.ts";
export { keepFits } from "./shelf/style-fits.ts";
export { openShopOrigin } from "./shop-origin.ts";
