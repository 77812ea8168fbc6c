import type { Operation } from "../../platform/runner.ts";
import { listCashiers, setCashier } from "./cashiers.ts";
import { findReceipt } from "./find-receipt.ts";
import { getCashUp } from "./get-cash-up.ts";
import { listTillChanges } from "./list-changes.ts";
import { getTillHead, listTillFacts } from "./list-facts.ts";
import { openTillSession } from "./open-session.ts";
import { openPairing, pairDevice, revokeDevice } from "./pair-device.ts";
import { recordTillEvent } from "./record-event.ts";
import { listReviews, resolveReview } from "./reviews.ts";
import { sellOverCounter } from "./sell-over-counter.ts";
import { getShift, listShifts } from "./shifts.ts";
import { takeInEvents } from "./take-in-events.ts";
import { changeTill, createTill, listTills } from "./tills.ts";

export { mountReceiptPage } from "./receipt-page.ts";

export const operations = [
  sellOverCounter,
  listTills,
  createTill,
  changeTill,
  openPairing,
  pairDevice,
  revokeDevice,
  takeInEvents,
  listCashiers,
  setCashier,
  listShifts,
  getShift,
  getCashUp,
  listReviews,
  resolveReview,
  openTillSession,
  getTillHead,
  listTillFacts,
  listTillChanges,
  recordTillEvent,
  findReceipt,
] as unknown as Operation[];
