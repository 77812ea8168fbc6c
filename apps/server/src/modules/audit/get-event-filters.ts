import { auditApi } from "@selvedge/contract";
import { readRecordNames } from "../../platform/record-names.ts";
import { query } from "../../platform/runner.ts";
import { listActorIds, listEventTypes } from "./list-event-types.ts";

export const getEventFilters = query(auditApi.getEventFilters, async (ctx) => {
  const [types, actorIds] = await Promise.all([listEventTypes(ctx), listActorIds(ctx)]);
  const names = await readRecordNames(ctx, actorIds);
  const actors = actorIds.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : []));
  return { types, actors: actors.sort((a, b) => a.name.localeCompare(b.name)) };
});
