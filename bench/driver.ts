import { Client } from "pg";
import postgres from "postgres";
import { startThrowaway } from "../apps/server/src/platform/postgres/throwaway.ts";

/**
 * The same transaction of ten statements, shaped like placing an order of three lines, through `pg` and through
 * postgres.js, on the same durable database: `node bench/driver.ts [--json] [--seconds 5]`.
 * docs/decisions/0002 says what was chosen and why.
 */
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 5;
const clientCounts = [1, 8, 32];

interface Way {
  name: string;
  /** Opens one client; the function it gives runs one transaction. */
  open(url: string): Promise<{ once(n: number): Promise<unknown>; close(): Promise<void> }>;
}

const text = {
  tenant: "select set_config('app.tenant_id', $1, true)",
  customer: "select name from customer where id = $1",
  skus: "select id, price from sku where id = any ($1::int[])",
  reserve: "update level set reserved = reserved + 1 where sku_id = any ($1::int[]) returning sku_id",
  order: "insert into orders (customer_id, total) values ($1, $2) returning id",
  line: "insert into line (sku_id, qty) select unnest($1::int[]), 1",
  event: "insert into fact (kind, body) values ($1, $2)",
  count: "update counter set n = n + 1 where id = $1 returning n",
};
/** The ten, in groups: those of one group do not need each other's answers, so they can travel together. */
const groups = (n: number): [name: keyof typeof text, values: unknown[]][][] => {
  const skus = [1 + (n % 3000), 3001 + (n % 3000), 6001 + (n % 3000)];
  return [
    [
      ["tenant", [String(n)]],
      ["customer", [1 + (n % 1000)]],
      ["skus", [skus]],
    ],
    [
      ["order", [1 + (n % 1000), 12_345]],
      ["line", [skus]],
      ["event", ["order_placed", "{}"]],
      ["event", ["stock_reserved", "{}"]],
      ["reserve", [skus]],
      ["count", [1 + (n % 64)]],
      ["event", ["level_changed", "{}"]],
    ],
  ];
};

const throughPg = (manner: "one after another" | "one after another, prepared" | "pipelined, prepared"): Way => ({
  name: `pg, ${manner}`,
  async open(url) {
    const pipelined = manner.startsWith("pipelined");
    const client = new Client({ connectionString: url, ...(pipelined ? { pipeline: true } : {}) });
    await client.connect();
    const named = manner.includes("prepared");
    const run = ([name, values]: [keyof typeof text, unknown[]]) =>
      client.query({ text: text[name], values, ...(named ? { name } : {}) });
    return {
      async once(n) {
        const [first, ...later] = groups(n);
        // As postgres.js does not, the layer over pg can send `begin` along with the first group.
        if (pipelined) await Promise.all([client.query("begin"), ...(first ?? []).map(run)]);
        else await client.query("begin");
        for (const group of pipelined ? later : groups(n)) {
          if (pipelined) await Promise.all(group.map(run));
          else for (const one of group) await run(one);
        }
        await client.query("commit");
      },
      close: () => client.end(),
    };
  },
});

const throughPostgresJs = (pipelined: boolean): Way => ({
  name: `postgres.js, ${pipelined ? "pipelined" : "one after another, prepared"}`,
  async open(url) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`select 1`;
    return {
      once: (n) =>
        sql.begin(async (tx) => {
          const run = ([name, values]: [keyof typeof text, unknown[]]) =>
            tx.unsafe(text[name], values as never[], { prepare: true });
          for (const group of groups(n)) {
            if (pipelined) await Promise.all(group.map(run));
            else for (const one of group) await run(one);
          }
        }),
      close: () => sql.end(),
    };
  },
});

async function measure(way: Way, url: string, clients: number) {
  const open = await Promise.all(Array.from({ length: clients }, () => way.open(url)));
  let n = 0;
  const latencies: number[] = [];
  const work = async (until: number, keep: boolean) => {
    await Promise.all(
      open.map(async ({ once }) => {
        while (performance.now() < until) {
          const begun = performance.now();
          await once(n++);
          if (keep) latencies.push(performance.now() - begun);
        }
      }),
    );
  };
  await work(performance.now() + 1000, false);
  const cpu = process.cpuUsage();
  await work(performance.now() + seconds * 1000, true);
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(open.map(({ close }) => close()));
  latencies.sort((a, b) => a - b);
  return {
    way: way.name,
    clients,
    perSecond: Math.round(latencies.length / seconds),
    p50Ms: Number(latencies[Math.floor(latencies.length * 0.5)]?.toFixed(2)),
    p95Ms: Number(latencies[Math.floor(latencies.length * 0.95)]?.toFixed(2)),
    nodeCpuMs: Number(((user + system) / 1000 / latencies.length).toFixed(3)),
  };
}

const database = await startThrowaway({ durable: true, settings: { shared_buffers: "'256MB'" } });
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`
  create table customer (id int primary key, name text);
  insert into customer select g, 'customer ' || g from generate_series(1, 1000) g;
  create table sku (id int primary key, price int);
  insert into sku select g, g from generate_series(1, 10000) g;
  create table level (sku_id int primary key, reserved int not null default 0);
  insert into level select g from generate_series(1, 10000) g;
  create table counter (id int primary key, n int not null default 0);
  insert into counter select g from generate_series(1, 64) g;
  create table orders (id bigint generated always as identity primary key, customer_id int, total int);
  create table line (id bigint generated always as identity primary key, sku_id int, qty int);
  create table fact (id bigint generated always as identity primary key, kind text, body jsonb)`);
await admin.end();
const results: Awaited<ReturnType<typeof measure>>[] = [];
for (const clients of clientCounts) {
  for (const way of [
    throughPg("one after another"),
    throughPg("one after another, prepared"),
    throughPg("pipelined, prepared"),
    throughPostgresJs(false),
    throughPostgresJs(true),
  ]) {
    results.push(await measure(way, database.adminUrl, clients));
  }
}
await database.stop();
if (process.argv.includes("--json")) console.log(JSON.stringify({ seconds, results }));
else console.table(results);
