import { z } from "zod";
import { businessDate, id, instant, minor, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const anomalyKinds = ["price", "discount", "refund", "void", "stock", "sales"] as const;
export const anomalyStatuses = ["open", "investigating", "confirmed", "dismissed"] as const;

export const AnomalyReason = z.object({
  source: z.enum(["rule", "value", "combination"]),
  about: z.string(),
  value: z.number().nullable(),
  usual: z.number().nullable(),
  strength: z.number(),
});
export const AnomalyCase = z.object({
  id,
  number: z.string(),
  kind: z.enum(anomalyKinds),
  happenedOn: businessDate,
  score: z.number(),
  reasons: z.array(AnomalyReason),
  facts: z.record(z.string(), z.number().nullable()),
  worthMinor: minor,
  currency: z.string(),
  styleId: id.nullable(),
  styleName: z.string().nullable(),
  locationName: z.string().nullable(),
  channelName: z.string().nullable(),
  customerId: id.nullable(),
  customerName: z.string().nullable(),
  userName: z.string().nullable(),
  status: z.enum(anomalyStatuses),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  reason: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  createdAt: instant,
  version: z.int(),
});
export const listAnomalies = endpoint({
  name: "insights.list_anomalies",
  kind: "query",
  method: "GET",
  path: "/v1/anomalies",
  access: "insights.anomaly.read",
  summary: "Cases of something unusual, newest first",
  input: z.object({
    ...pageInput,
    kind: z.enum(anomalyKinds).optional(),
    status: z.enum(anomalyStatuses).optional(),
    sort: z.enum(["newest", "worst"]).default("newest"),
  }),
  output: page(AnomalyCase),
});
export const getAnomaly = endpoint({
  name: "insights.get_anomaly",
  kind: "query",
  method: "GET",
  path: "/v1/anomalies/:id",
  access: "insights.anomaly.read",
  summary: "One case with its reasons, facts, documents and notes",
  input: z.object({ id }),
  output: AnomalyCase.extend({
    notes: z.array(
      z.object({
        id,
        note: z.string(),
        fromStatus: z.string().nullable(),
        toStatus: z.string().nullable(),
        byName: z.string().nullable(),
        at: instant,
      }),
    ),
    orders: z.array(z.object({ id, number: z.string(), placedOn: businessDate, totalMinor: z.int() })),
    threshold: z.object({ learnt: z.number(), now: z.number(), verdicts: z.int() }).nullable(),
  }),
});
export const changeAnomaly = endpoint({
  name: "insights.change_anomaly",
  kind: "command",
  method: "POST",
  path: "/v1/anomalies/:id/change",
  access: "insights.anomaly.decide",
  summary: "Take a case up, give it to somebody, note what was found, confirm it, or dismiss it with a reason",
  input: z.object({
    id,
    status: z.enum(anomalyStatuses).optional(),
    assigneeId: id.nullable().optional(),
    reason: text(1000).optional(),
    note: text(4000).optional(),
  }),
  output: z.object({ id, status: z.enum(anomalyStatuses) }),
});
