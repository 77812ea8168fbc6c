import { Client } from "pg";
import postgres from "postgres";
import { openSqlPool } from "../apps/server/src/platform/postgres/pool.ts";
import { startThrowaway } from "../apps/server/src/platform/postgres/throwaway.ts";

/**
 * The same transaction of ten statements, shaped like placing an order of three lines, through `pg`, postgres.js and the
 * layer that the server uses, on the same durable database: `node bench/driver.ts [--json] [--seconds 5]`.
 * docs/decisions/0002 says what was chosen and why.
 */
const smoke = process.argv.includes("--smoke");
const seconds = smoke ? 1 : Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 5;
/** How long a round warms up and measures; `--smoke` is only to see that all of it runs. */
const [warmMs, roundMs] = smoke ? [10, 50] : [300, 1000];
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

const throughPg = (prepared: boolean): Way => ({
  name: `pg, one after another${prepared ? ", prepared" : ""}`,
  async open(url) {
    const client = new Client(url);
    await client.connect();
    return {
      async once(n) {
        await client.query("begin");
        for (const [name, values] of groups(n).flat()) {
          await client.query({ text: text[name], values, ...(prepared ? { name } : {}) });
        }
        await client.query("commit");
      },
      close: () => client.end(),
    };
  },
});

/** What the server uses: templates over `pg`'s pipelining, `begin` travelling with the first group. */
const ours: Way = {
  name: "ours over pg, pipelined, prepared",
  async open(url) {
    const sql = openSqlPool(url, { max: 1 });
    await sql`select 1`;
    const strings = Object.fromEntries(Object.entries(text).map(([name, words]) => [name, words.split(/\$\d/)]));
    return {
      once: (n) =>
        sql.begin(async (tx) => {
          for (const group of groups(n)) {
            await Promise.all(
              group.map(([name, values]) => tx(strings[name] as unknown as TemplateStringsArray, ...values)),
            );
          }
        }),
      close: () => sql.end(),
    };
  },
};

const throughPostgresJs: Way = {
  name: "postgres.js, pipelined, prepared",
  async open(url) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`select 1`;
    return {
      once: (n) =>
        sql.begin(async (tx) => {
          for (const group of groups(n)) {
            await Promise.all(
              group.map(([name, values]) => tx.unsafe(text[name], values as never[], { prepare: true })),
            );
          }
        }),
      close: () => sql.end(),
    };
  },
};
const ways = [throughPg(false), throughPg(true), throughPostgresJs, ours];

interface Tally {
  way: string;
  clients: number;
  latencies: number[];
  cpuMs: number;
  seconds: number;
}

/** One round of one way; rounds of all ways alternate, so that whatever else the machine does falls on all alike. */
async function measure(way: Way, url: string, tally: Tally): Promise<void> {
  const open = await Promise.all(Array.from({ length: tally.clients }, () => way.open(url)));
  let n = 0;
  const work = (until: number, keep: boolean) =>
    Promise.all(
      open.map(async ({ once }) => {
        while (performance.now() < until) {
          const begun = performance.now();
          await once(n++);
          if (keep) tally.latencies.push(performance.now() - begun);
        }
      }),
    );
  await work(performance.now() + warmMs, false);
  const cpu = process.cpuUsage();
  await work(performance.now() + roundMs, true);
  const { user, system } = process.cpuUsage(cpu);
  tally.cpuMs += (user + system) / 1000;
  tally.seconds += roundMs / 1000;
  await Promise.all(open.map(({ close }) => close()));
}

function summarise({ way, clients, latencies, cpuMs, seconds }: Tally) {
  latencies.sort((a, b) => a - b);
  const at = (share: number) => Number(latencies[Math.floor(latencies.length * share)]?.toFixed(2));
  return {
    way,
    clients,
    perSecond: Math.round(latencies.length / seconds),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    nodeCpuMs: Number((cpuMs / latencies.length).toFixed(3)),
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
const tallies = clientCounts.flatMap((clients) =>
  ways.map(({ name }): Tally => ({ way: name, clients, latencies: [], cpuMs: 0, seconds: 0 })),
);
for (let round = 0; round < seconds; round++) {
  for (const tally of tallies) {
    const way = ways.find(({ name }) => name === tally.way);
    if (way) await measure(way, database.adminUrl, tally);
  }
}
await database.stop();
const results = tallies.map(summarise);
if (process.argv.includes("--json")) console.log(JSON.stringify({ seconds, results }));
else console.table(results);
