import { parseArgs } from "node:util";
import { takeSecondStepAway } from "../apps/server/src/modules/index.ts";
import { systemActor } from "../apps/server/src/platform/context.ts";
import { inTransaction } from "../apps/server/src/platform/runner.ts";
import { runScript, withRuntime } from "./tenant/with-runtime.ts";

const usage = `npm run second-step -- take-away SHORTNAME E-MAIL --note "how you made sure who asks"

For the only owner of a business who lost phone and backup codes; everybody else asks an owner. App, passkeys, backup codes and
password stop counting, every session ends, and a link to choose a new password is mailed to the address. The trail keeps the note.
`;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { note: { type: "string" } } });
const [what, slug, email] = positionals;
const { note } = values;

await runScript(async () => {
  if (what !== "take-away" || !slug || !email || !note) return console.log(usage);
  await withRuntime(async (runtime) => {
    const [found] = await runtime.sql<{ tenant_id: string; user_id: string }[]>`
      select tenant_id, user_id from app.find_sign_in(${email}, ${slug})`;
    if (!found) throw new Error(`Nobody signs in to ${slug} as ${email}.`);
    const call = { tenantId: found.tenant_id, actor: systemActor, requestId: "second-step" };
    await inTransaction(runtime, call, { name: "identity.reset_second_step" }, (ctx) =>
      takeSecondStepAway(ctx, found.user_id, { checkedBy: "operator", note }),
    );
    console.log(`${email} has no second step any more; a link to choose a password is in their mail.`);
  });
});
