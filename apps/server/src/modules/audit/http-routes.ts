import { auditApi } from "@selvedge/contract";
import { stringify } from "csv-stringify";
import type { FastifyInstance } from "fastify";
import type { Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { assertMayEnter, inTransaction } from "../../platform/runner.ts";
import { typesLike, whereEvents } from "./event-filter.ts";
import { type EventRow, eventColumns, nameEvents } from "./event-rows.ts";

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
    "/v1/events.csv",
    {
      config: { rate: "report" },
      schema: {
        operationId: "audit.download_events",
        tags: ["audit"],
        summary: "The audit trail as CSV, filtered as GET /v1/events is",
      },
    },
    async (request, reply) => {
      const who = await authenticate(request);
      if (!who) throw new AppError("not_signed_in");
      const call = { ...who, requestId: request.id };
      await assertMayEnter(runtime, call, door, {});
      const filter = auditApi.EventFilter.safeParse(request.query);
      if (!filter.success) {
        const fields = filter.error.issues.map((i) => ({ path: i.path.join("."), message: i.message }));
        throw new AppError("validation_failed", fields[0]?.message, { fields });
      }
      const csv = stringify({ header: true, columns, escape_formulas: true, bom: true });
      reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="activity.csv"');
      inTransaction(runtime, call, { name: "audit.download_events", readOnly: true }, async (ctx) => {
        const types = await typesLike(ctx, filter.data.q);
        const portions = ctx.sql<EventRow[]>`
          select ${eventColumns(ctx)} from event e where ${whereEvents(ctx, filter.data, types)} order by e.at, e.id`.cursor(
          500,
        );
        for await (const rows of portions) {
          for (const e of await nameEvents(ctx, rows)) {
            const name = e.entityName ?? "";
            const who = e.actorName ?? "";
            const line = [
              e.at,
              e.type,
              e.entityType,
              name,
              e.entityId,
              who,
              e.actorType,
              e.requestId,
              json(e.before),
              json(e.after),
            ];
            if (!csv.write(line)) await new Promise((resolve) => csv.once("drain", resolve));
          }
        }
      }).then(
        () => csv.end(),
        (error: Error) => csv.destroy(error),
      );
      return reply.send(csv);
    },
  );
}

const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));
