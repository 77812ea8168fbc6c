import { paymentStatuses } from "@selvedge/domain";
import { z } from "zod";
import { nothing } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { shop } from "./which-shop.ts";

export const getSandboxPayment = endpoint({
  name: "shop.get_sandbox_payment",
  kind: "query",
  method: "GET",
  path: "/v1/shop/sandbox-payments/:providerRef",
  access: "public",
  summary: "A payment as the sandbox provider shows it",
  input: z.object({ shop, providerRef: z.string().min(1).max(60) }),
  output: z.object({
    merchant: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    status: z.enum(paymentStatuses),
    orderNumber: z.string(),
  }),
});
export const decideSandboxPayment = endpoint({
  name: "shop.decide_sandbox_payment",
  kind: "command",
  method: "POST",
  path: "/v1/shop/sandbox-payments/:providerRef",
  access: "public",
  summary: "Play the shopper's bank: approve or decline; the provider then reports by its signed webhook",
  input: z.object({
    shop,
    providerRef: z.string().min(1).max(60),
    decision: z.enum(["approve", "decline"]),
    delaySeconds: z.int().min(0).max(3600).default(0).describe("How late the provider's report comes"),
  }),
  output: nothing,
});
