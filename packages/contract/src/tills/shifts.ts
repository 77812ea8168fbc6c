import { z } from "zod";
import { id, instant, page, pageInput } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { tillEventKinds } from "./events.ts";

export const Shift = z.object({
  id,
  till: z.object({ id, code: z.string(), name: z.string() }),
  openedAt: instant,
  openedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  floatMinor: z.int(),
  receipts: z.int(),
  salesMinor: z.int(),
  expectedMinor: z.int().nullable(),
  countedMinor: z.int().nullable(),
  differenceMinor: z.int().nullable(),
  zNumber: z.int().nullable(),
  currency: z.string(),
});
export const listShifts = endpoint({
  name: "pos.list_shifts",
  kind: "query",
  method: "GET",
  path: "/v1/shifts",
  access: "pos.till.read",
  summary: "Shifts of the tills, newest first",
  input: z.object({ ...pageInput, tillId: id.optional() }),
  output: page(Shift),
});
export const ShiftReportFigures = z.object({
  floatMinor: z.int(),
  receipts: z.int(),
  pieces: z.int(),
  returnedPieces: z.int(),
  salesMinor: z.int(),
  returnsMinor: z.int(),
  discountMinor: z.int(),
  taxMinor: z.int(),
  roundingMinor: z.int(),
  tenders: z.array(z.object({ method: z.string(), amountMinor: z.int(), count: z.int() })),
  cashInMinor: z.int(),
  cashOutMinor: z.int(),
  expectedMinor: z.int(),
  countedMinor: z.int().nullable(),
  differenceMinor: z.int().nullable(),
});
export const getShift = endpoint({
  name: "pos.get_shift",
  kind: "query",
  method: "GET",
  path: "/v1/shifts/:id",
  access: "pos.till.read",
  summary: "A shift with its report (X while open, Z once closed) and everything that happened in it",
  input: z.object({ id }),
  output: Shift.extend({
    note: z.string().nullable(),
    counted: z.array(z.tuple([z.int(), z.int()])),
    report: ShiftReportFigures,
    events: z.array(
      z.object({
        id,
        counter: z.int(),
        kind: z.enum(tillEventKinds),
        happenedAt: instant,
        status: z.enum(["booked", "waiting", "held"]),
        receiptNumber: z.string().nullable(),
        orderId: id.nullable(),
        amountMinor: z.int(),
        words: z.string().nullable(),
      }),
    ),
  }),
});

export const getCashUp = endpoint({
  name: "pos.get_cash_up",
  kind: "query",
  method: "GET",
  path: "/v1/cash-up",
  access: "pos.till.read",
  summary: "A day's money by till and way of paying, with over and short, ready to be compared with bank and slips",
  input: z.object({ on: z.iso.date().optional() }),
  output: z.object({
    on: z.string(),
    currency: z.string(),
    tills: z.array(
      z.object({
        id,
        code: z.string(),
        name: z.string(),
        locationName: z.string(),
        shifts: z.int(),
        openShifts: z.int(),
        report: ShiftReportFigures,
      }),
    ),
    total: ShiftReportFigures,
  }),
});

export type Shift = z.output<typeof Shift>;
