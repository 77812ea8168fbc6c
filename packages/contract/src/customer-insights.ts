import { z } from "zod";
import { businessDate, id, minor, page, pageInput, queryBoolean } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const customerKinds = ["person", "company"] as const;
const Reason = z.object({ feature: z.string(), value: z.number().nullable(), contribution: z.number() });
export const CustomerInsight = z.object({
  customerId: id,
  customerName: z.string(),
  customerCode: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  customerKind: z.enum(customerKinds),
  segment: z.string(),
  segmentName: z.string(),
  segmentAction: z.string(),
  segmentSince: businessDate,
  recencyDays: z.int().nullable(),
  purchases: z.int(),
  salesMinor: minor,
  currency: z.string(),
  recencyScore: z.int().nullable(),
  frequencyScore: z.int().nullable(),
  monetaryScore: z.int().nullable(),
  cluster: z.int().nullable(),
  lastOn: businessDate.nullable(),
  clvMinor: minor.nullable().describe("Expected margin of the next twelve months"),
  expectedPurchases: z.number().nullable(),
  aliveProbability: z.number().nullable(),
  churnProbability: z.number().nullable().describe("Calibrated: of those told 0.3, three in ten stay away for 90 days"),
  churnReasons: z.array(Reason),
  nextOrderLowOn: businessDate.nullable(),
  nextOrderOn: businessDate.nullable(),
  nextOrderHighOn: businessDate.nullable(),
  nextOrderOverdue: z.boolean().nullable(),
});
export const listCustomerInsights = endpoint({
  name: "insights.list_customer_insights",
  kind: "query",
  method: "GET",
  path: "/v1/customer-insights",
  access: "insights.customer.read",
  summary: "Customers with segment, lifetime value, churn and next order",
  input: z.object({
    ...pageInput,
    customerKind: z.enum(customerKinds).optional(),
    segment: z.string().max(40).optional(),
    overdue: queryBoolean.optional(),
    leastChurn: z.coerce.number().min(0).max(1).optional(),
    sort: z.enum(["churn", "risk", "value", "sales", "next_order"]).default("value"),
  }),
  output: page(CustomerInsight),
});
export const getCustomerInsight = endpoint({
  name: "insights.get_customer_insight",
  kind: "query",
  method: "GET",
  path: "/v1/customer-insights/:customerId",
  access: "insights.customer.read",
  summary: "One customer: segment and what to do, value, churn with reasons, next order, moves between segments",
  input: z.object({ customerId: id }),
  output: CustomerInsight.extend({
    moves: z.array(z.object({ on: businessDate, fromName: z.string().nullable(), toName: z.string() })),
  }),
});
export const listSegments = endpoint({
  name: "insights.list_segments",
  kind: "query",
  method: "GET",
  path: "/v1/segments",
  access: "insights.customer.read",
  summary: "Every segment with its size, worth and what to do; clusters beside them with their silhouette",
  input: z.object({ customerKind: z.enum(customerKinds).default("person") }),
  output: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        segment: z.string(),
        name: z.string(),
        action: z.string(),
        customers: z.int(),
        salesMinor: minor,
        clvMinor: minor,
        churn: z.number().nullable(),
        movedIn30: z.int(),
        movedOut30: z.int(),
      }),
    ),
    clusters: z.array(
      z.object({
        cluster: z.int(),
        customers: z.int(),
        recencyDays: z.number(),
        purchases: z.number(),
        salesMinor: minor,
        mostly: z.string().describe("The segment most of them are in"),
      }),
    ),
    run: z.object({ id, cutOffOn: businessDate, metrics: z.record(z.string(), z.number().nullable()) }).nullable(),
  }),
});
export const refreshSegments = endpoint({
  name: "insights.refresh_segments",
  kind: "command",
  method: "POST",
  path: "/v1/segments/refresh",
  access: "insights.customer.refresh",
  summary: "Work out the segment of every customer again, by the borders last learnt; a repeat changes nothing",
  input: z.object({}),
  output: z.object({ customers: z.int(), moved: z.int() }),
});
export const getChurnQuality = endpoint({
  name: "insights.get_churn_quality",
  kind: "query",
  method: "GET",
  path: "/v1/churn-quality",
  access: "insights.customer.read",
  summary: "How the churn model in use did on 90 days it had not seen, beside guessing the usual share",
  input: z.object({ customerKind: z.enum(customerKinds).default("person") }),
  output: z.object({
    method: z.string().nullable(),
    auc: z.number().nullable(),
    brier: z.number().nullable(),
    naiveBrier: z.number().nullable(),
    cutOffOn: businessDate.nullable(),
  }),
});
