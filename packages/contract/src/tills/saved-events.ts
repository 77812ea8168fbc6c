import { z } from "zod";
import { id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { TillEvent, tillEventKinds } from "./events.ts";

/** What became of one event of a saved file; `known` had arrived before, `refused` had arrived with other contents. */
export const takenInOutcomes = ["booked", "waiting", "held", "known", "refused"] as const;
export const takeInEvents = endpoint({
  name: "pos.take_in_events",
  kind: "command",
  method: "POST",
  path: "/v1/tills/:id/events",
  access: "pos.till.change",
  summary:
    "Take in what a till saved to a file, when its device cannot deliver any more; an event that is here already changes nothing",
  input: z.object({ id, deviceId: id, events: z.array(TillEvent).min(1).max(50) }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        counter: z.int(),
        kind: z.enum(tillEventKinds),
        receiptNumber: z.string().nullable(),
        outcome: z.enum(takenInOutcomes),
      }),
    ),
  }),
});

/** The file that a till saves what waits on it into, for as long as there may be such a file somewhere. */
export const SavedEvents = z.object({
  format: z.literal("selvedge-till-events"),
  tillId: id,
  deviceId: id,
  series: z.string(),
  savedAt: instant,
  events: z.array(TillEvent).max(100_000),
});
export type SavedEvents = z.output<typeof SavedEvents>;
