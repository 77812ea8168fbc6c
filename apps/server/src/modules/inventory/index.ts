export { type CostedDocument, importMoves, type PastMove } from "./import-moves.ts";

import "./events.ts";
import "./jobs.ts";

export { findMissingStock, type MissingPieces } from "./find-missing-stock.ts";
export { handOverReservations, prolongReservations } from "./hold-for-cart.ts";
export { type IssuedStock, type IssueStock, issueStock } from "./issue-stock.ts";
export { getVirtualLocation, type LocationRow, readLocations } from "./locations.ts";
export { openLocations } from "./open-locations.ts";
export type { ReceiveStock } from "./receive-stock.ts";
export { refreshAlerts } from "./refresh-alerts.ts";
export { type ReleasedLine, releaseReservations } from "./release-reservations.ts";
export { type HeldRow, readHeld } from "./reservations.ts";
export { type ReservedLine, type ReserveStock, reserveStock } from "./reserve-stock.ts";
export { operations } from "./routes.ts";
export { type TakeBackStock, takeBackStock } from "./take-back-stock.ts";
export { transferStockStep } from "./transfer-stock.ts";
