import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const registry = new Registry();
collectDefaultMetrics({ register: registry });

/** What this process counts; served at /metrics. */
export const metrics = {
  registry,
  commandSeconds: new Histogram({
    name: "selvedge_command_seconds",
    help: "Time of commands and queries, from begin to commit, retries included",
    labelNames: ["command", "outcome"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  }),
  requestSeconds: new Histogram({
    name: "selvedge_request_seconds",
    help: "Time of HTTP requests by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  }),
  retries: new Counter({
    name: "selvedge_command_retries_total",
    help: "Commands run again after a serialization failure or deadlock",
    labelNames: ["command"],
    registers: [registry],
  }),
  jobs: new Counter({
    name: "selvedge_jobs_total",
    help: "Jobs run, by task and outcome",
    labelNames: ["task", "outcome"],
    registers: [registry],
  }),
  rateLimited: new Counter({
    name: "selvedge_rate_limited_total",
    help: "Requests refused by a rate limit, by its policy",
    labelNames: ["policy"],
    registers: [registry],
  }),
  rateCountsShared: new Gauge({
    name: "selvedge_rate_counts_shared",
    help: "1 while requests are counted in Redis for all processes together, 0 while each counts its own",
    registers: [registry],
  }),
  feedClients: new Gauge({
    name: "selvedge_feed_clients",
    help: "Connected clients of the live feed",
    registers: [registry],
  }),
};
