import { auditApi } from "@selvedge/contract";
import { type Stringifier, stringify } from "csv-stringify";
import type { FastifyInstance } from "fastify";
import type { Ctx, Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { enterDoor } from "../../platform/http/enter-door.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { endWith, writeLine } from "../../platform/http/send-csv.ts";
import { inTransaction } from "../../platform/runner.ts";
import { type EventFilter, typesLike, whereEvents } from "./event-filter.ts";
import { type EventRow, type EventView, eventColumns, nameEvents } from "./event-rows.ts";

const columns = ["at", "kind", "record type", "record", "record id", "by", "actor type", "request", "before", "after"];

const door = {
  name: "audit.download_events",
  kind: "query",
  path: "/v1/events.csv",
  access: "audit.event.read",
} as const;

/** The trail as CSV, of the same search as the list. */
export function mountAuditRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  app.get(
    door.path,
    {
      config: { rate: "report" },
      schema: {
        operationId: door.name,
        tags: ["audit"],
        summary: "The audit trail as CSV, filtered as GET /v1/events is",
      },
    },
    async (request, reply) => {
      const call = await enterDoor(runtime, authenticate, request, door);
      const filter = auditApi.EventFilter.safeParse(request.query);
      if (!filter.success) {
        const fields = filter.error.issues.map((i) => ({ path: i.path.join("."), message: i.message }));
        throw new AppError("validation_failed", fields[0]?.message, { fields });
      }
      const csv = stringify({ header: true, columns, escape_formulas: true, bom: true });
      reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="activity.csv"');
      endWith(
        csv,
        inTransaction(runtime, call, { name: door.name, readOnly: true }, (ctx) => writeEvents(ctx, filter.data, csv)),
      );
      return reply.send(csv);
    },
  );
}

async function writeEvents(ctx: Ctx, filter: EventFilter, csv: Stringifier): Promise<void> {
  const where = whereEvents(ctx, filter, await typesLike(ctx, filter.q));
  const portions = ctx.sql<EventRow[]>`
    select ${eventColumns(ctx)} from event e where ${where} order by e.at, e.id`.cursor(500);
  for await (const rows of portions)
    for (const event of await nameEvents(ctx, rows)) await writeLine(csv, lineOf(event));
}

/** In the order of {@link columns}. */
const lineOf = (e: EventView): string[] => [
  ...[e.at, e.type, e.entityType, e.entityName ?? "", e.entityId, e.actorName ?? "", e.actorType, e.requestId],
  ...[json(e.before), json(e.after)],
];

const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));
