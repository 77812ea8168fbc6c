import { z } from "zod";
import { id, instant, nothing } from "../common.ts";
import { endpoint } from "../endpoint.ts";

const cashier = {
  userId: id,
  name: z.string(),
  approves: z.boolean(),
  discountLimitBasisPoints: z.int(),
};
export const listCashiers = endpoint({
  name: "pos.list_cashiers",
  kind: "query",
  method: "GET",
  path: "/v1/till-cashiers",
  access: "pos.till.read",
  summary: "Who may sell at tills, and up to which discount",
  input: nothing,
  output: z.object({
    items: z.array(z.object({ ...cashier, status: z.enum(["active", "archived"]), setAt: instant, version: z.int() })),
  }),
});
export const setCashier = endpoint({
  name: "pos.set_cashier",
  kind: "command",
  method: "PUT",
  path: "/v1/till-cashiers/:userId",
  access: "pos.till.change",
  summary: "Let a user sell at tills: PIN, largest discount of their own, and whether they approve others'",
  input: z.object({
    userId: id,
    pin: z
      .string()
      .regex(/^\d{4,8}$/, "Four to eight digits")
      .optional()
      .describe("Left out, the PIN stays as it is"),
    approves: z.boolean(),
    discountLimitBasisPoints: z.int().min(0).max(10_000),
    status: z.enum(["active", "archived"]).default("active"),
  }),
  output: z.object({ userId: id, version: z.int() }),
});
