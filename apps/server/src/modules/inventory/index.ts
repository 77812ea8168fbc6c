export { type IssuedStock, type IssueStock, issueStock } from "./issue-stock.ts";
export { getStockLocation, type LocationRow, readLocations } from "./locations.ts";
export { openLocations } from "./open-locations.ts";
export { type ReleasedLine, releaseReservations } from "./release-reservations.ts";
export { type ReservedLine, type ReserveStock, reserveStock } from "./reserve-stock.ts";
export { operations } from "./routes.ts";
