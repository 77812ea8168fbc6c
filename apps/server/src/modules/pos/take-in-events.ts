import { tillApi } from "@selvedge/contract";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { findDevice, isAsWritten } from "./device.ts";
import { takeIn } from "./record-event.ts";

type Item = { outcome: (typeof tillApi.takenInOutcomes)[number] };

/**
 * Takes in what a till saved to a file, when its device will not deliver any more. Each event is taken as the till itself
 * would bring it: once, whatever arrived before. One that is not as its till wrote it is booked all the same and told.
 */
export const takeInEvents = command(tillApi.takeInEvents, async (ctx, input) => {
  const device = await findDevice(ctx, input.deviceId);
  if (device?.tillId !== input.id) throw notFound("device of this till");
  const items: (Item & Pick<tillApi.TillEvent, "id" | "counter" | "kind"> & { receiptNumber: string | null })[] = [];
  for (const event of [...input.events].sort((a, b) => a.counter - b.counter)) {
    const { id, counter, kind, payload } = event;
    const number = payload["receiptNumber"];
    const outcome = await outcomeOf(async () => {
      const taken = await takeIn(ctx, device, event, { altered: isAsWritten(device, event) !== true });
      return taken.isNew ? taken.status : "known";
    });
    items.push({ id, counter, kind, receiptNumber: typeof number === "string" ? number : null, outcome });
  }
  ctx.emit({
    type: "pos.events_taken_in",
    entityType: "till",
    entityId: input.id,
    after: { deviceId: device.id, events: items.length, new: items.filter((i) => i.outcome !== "known").length },
  });
  return { items };
});

/** An event that is here with other contents stands as it came first. */
async function outcomeOf(take: () => Promise<Item["outcome"]>): Promise<Item["outcome"]> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof AppError && error.code === "idempotency_mismatch") return "refused";
    throw error;
  }
}
