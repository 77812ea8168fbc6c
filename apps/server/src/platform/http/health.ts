import type { FastifyInstance } from "fastify";
import type { Runtime } from "../context.ts";
import { metrics } from "../metrics.ts";

/** `/health/live`: the process answers. `/health/ready`: it can serve (the database answers). `/metrics`: Prometheus. */
export function mountHealth(app: FastifyInstance, runtime: Runtime): void {
  const hide = { schema: { hide: true } as never };
  app.get("/health/live", hide, async () => ({ status: "live" }));
  app.get("/health/ready", hide, async (_request, reply) => {
    try {
      await runtime.sql`select 1`;
      return { status: "ready" };
    } catch {
      return reply.status(503).send({ status: "not ready", reason: "the database does not answer" });
    }
  });
  app.get("/metrics", hide, async (_request, reply) => {
    reply.header("content-type", metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
