import { auditApi } from "@selvedge/contract";
import { decodeCursor, encodeCursor } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { typesLike, whereEvents } from "./event-filter.ts";
import { type EventRow, eventColumns, nameEvents } from "./event-rows.ts";

/** The trail, newest first: pages continue after (instant, number) of the last entry. */
export const listEvents = query(auditApi.listEvents, async (ctx, input) => {
  const after = decodeCursor(input.cursor, 2);
  const types = await typesLike(ctx, input.q);
  const rows = await ctx.sql<(EventRow & { exact_at: string })[]>`
    select ${eventColumns(ctx)}, e.at::text as exact_at from event e
    where ${whereEvents(ctx, input, types)}
      ${after ? ctx.sql`and (e.at, e.id) < (${String(after[0])}::text::timestamptz, ${String(after[1])}::text::bigint)` : ctx.sql``}
    order by e.at desc, e.id desc limit ${input.limit + 1}`;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: await nameEvents(ctx, shown),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.exact_at, last.id]) : null,
  };
});
