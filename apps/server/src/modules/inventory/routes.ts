import type { Operation } from "../../platform/runner.ts";
import { adjustStock } from "./adjust-stock.ts";
import { createLocation } from "./create-location.ts";
import { getAvailability } from "./get-availability.ts";
import { listAlerts } from "./list-alerts.ts";
import { listLocations } from "./list-locations.ts";
import { listMoves } from "./list-moves.ts";
import { listStock } from "./list-stock.ts";
import { receiveStock } from "./receive-stock.ts";
import { receiveTransfer } from "./receive-transfer.ts";
import { transferStock } from "./transfer-stock.ts";

export const operations = [
  listLocations,
  createLocation,
  listStock,
  getAvailability,
  listMoves,
  receiveStock,
  adjustStock,
  transferStock,
  receiveTransfer,
  listAlerts,
] as unknown as Operation[];
