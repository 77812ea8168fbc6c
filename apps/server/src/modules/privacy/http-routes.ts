import { privacyApi } from "@selvedge/contract";
import { stringify } from "csv-stringify/sync";
import type { FastifyInstance } from "fastify";
import { strToU8, zip } from "fflate";
import type { Runtime } from "../../platform/context.ts";
import type { Row } from "../../platform/db.ts";
import { notFound } from "../../platform/errors.ts";
import { enterDoor } from "../../platform/http/enter-door.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { isId } from "../../platform/ids.ts";
import { inTransaction } from "../../platform/runner.ts";
import { collectPersonData } from "./collect-person-data.ts";
import { getPerson, type Person, type PersonKind } from "./people.ts";

const door = {
  name: "privacy.download_person_data",
  kind: "query",
  path: "/v1/privacy/people/:kind/:id/data.zip",
  access: "privacy.person.export",
} as const;

/** All data of a person as a ZIP: one JSON with everything, a table each as CSV, and a page that says what it is. */
export function mountPrivacyRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  app.get<{ Params: { kind: string; id: string } }>(
    door.path,
    {
      config: { rate: "report" },
      schema: {
        operationId: door.name,
        tags: ["privacy"],
        summary: "All data of a person as a ZIP: data.json, a CSV per table, README.txt",
      },
    },
    async (request, reply) => {
      const { kind, id } = request.params;
      const call = await enterDoor(runtime, authenticate, request, door, { kind, id });
      if (!privacyApi.personKinds.includes(kind as PersonKind) || !isId(id)) throw notFound("person");
      const made = await inTransaction(runtime, call, { name: door.name }, async (ctx) => {
        const person = await getPerson(ctx, kind as PersonKind, id);
        const tables = await collectPersonData(ctx, person);
        ctx.emit({
          type: "privacy.person_exported",
          entityType: kind,
          entityId: id,
          after: { tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length])) },
        });
        return { person, tables, business: ctx.tenant.name, at: ctx.now };
      });
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", 'attachment; filename="personal-data.zip"')
        .send(Buffer.from(await pack(made)));
    },
  );
}

interface Made {
  person: Person;
  tables: Record<string, Row[]>;
  business: string;
  at: Date;
}

/** Packs in a worker of the library, so that nobody else waits for the packing. */
function pack({ person, tables, business, at }: Made): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {
    "README.txt": strToU8(readme(person, business, at, tables)),
    "data.json": strToU8(JSON.stringify({ person, exportedAt: at.toISOString(), tables }, null, 2)),
  };
  for (const [name, rows] of Object.entries(tables)) {
    files[`tables/${name}.csv`] = strToU8(stringify(rows, { header: true, escape_formulas: true, bom: true, cast }));
  }
  return new Promise((resolve, reject) => zip(files, (error, data) => (error ? reject(error) : resolve(data))));
}

const cast = {
  date: (value: Date) => value.toISOString(),
  object: (value: object) => JSON.stringify(value),
  boolean: (value: boolean) => (value ? "yes" : "no"),
};

function readme(person: Person, business: string, at: Date, tables: Record<string, Row[]>): string {
  const lines = Object.entries(tables).map(([name, rows]) => `  tables/${name}.csv  ${rows.length} rows`);
  return [
    `What ${business} keeps about ${person.name} (${person.email ?? "no e-mail"}), as of ${at.toISOString()}.`,
    "",
    "data.json holds everything for programs; each table is also a CSV that a spreadsheet opens.",
    "Amounts ending in _minor are in the smallest unit of the currency (paise, pence, cents). Times are UTC.",
    "Passwords and sign-in secrets are kept as one-way hashes only and are not part of this file.",
    "At most 10,000 rows of a table are given here; ask for the rest.",
    "",
    ...lines,
    "",
  ].join("\r\n");
}
