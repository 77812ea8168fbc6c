import { parseArgs } from "node:util";
import { checkChain, type KeptHash, sealNext } from "../apps/server/src/modules/audit/index.ts";
import { type Runtime, systemActor } from "../apps/server/src/platform/context.ts";
import { inTransaction } from "../apps/server/src/platform/runner.ts";
import { runScript, withRuntime } from "./tenant/with-runtime.ts";

const usage = `npm run audit:verify -- [--tenant SLUG] [--expect DAY=HASH]

Computes the hash chain of the audit trail again and compares it with what was sealed; of every business, or of one.
  --tenant SLUG      only this business
  --expect DAY=HASH  the closing hash of a day, as it was kept elsewhere (repeat)
Exit code 0 when everything is as it was sealed, 1 when it is not.
`;

const { values } = parseArgs({
  options: {
    tenant: { type: "string" },
    expect: { type: "string", multiple: true, default: [] },
    help: { type: "boolean", default: false },
  },
});

function keptHashes(): KeptHash[] {
  return values.expect.map((one) => {
    const [day, hash] = one.split("=");
    if (!/^\d{4}-\d\d-\d\d$/.test(day ?? "") || !/^[0-9a-f]{64}$/.test(hash ?? ""))
      throw new Error(`"${one}" is not DAY=HASH.\n\n${usage}`);
    return { day: day!, hash: hash! };
  });
}

/** @returns whether the chain of this business is whole */
async function verify(runtime: Runtime, tenant: { tenant_id: string; slug: string }): Promise<boolean> {
  const call = { tenantId: tenant.tenant_id, actor: systemActor, requestId: "audit-verify" };
  const step = <T>(run: Parameters<typeof inTransaction<T>>[3]) =>
    inTransaction(runtime, call, { name: "audit.verify" }, run);
  while ((await step(sealNext)).more);
  const check = await checkChain(step, keptHashes());
  const { eventsChecked, sealsChecked, findings } = check;
  const verdict = findings.length === 0 ? "whole" : `${findings.length} findings`;
  console.log(`${tenant.slug}: ${eventsChecked} entries in ${sealsChecked} links: ${verdict}`);
  for (const f of findings) console.log(`  ${f.day ?? "-"}  link ${f.seal ?? "-"}  ${f.kind}: ${f.message}`);
  return findings.length === 0;
}

await runScript(async () => {
  if (values.help) return console.log(usage);
  await withRuntime(async (runtime) => {
    const all = await runtime.sql<{ tenant_id: string; slug: string }[]>`
      select tenant_id, slug from app.tenant_directory
      where ${values.tenant ?? null}::text is null or slug = ${values.tenant ?? null} order by slug`;
    if (all.length === 0) throw new Error("There is no such business.");
    for (const tenant of all) if (!(await verify(runtime, tenant))) process.exitCode = 1;
  });
});
