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
    const link = await inTransaction(runtime, call, { name: "identity.reset_second_step" }, async (ctx) => {
      await takeSecondStepAway(ctx, found.user_id, { checkedBy: "operator", note });
      const [mail] = await ctx.sql<{ text_body: string }[]>`
        select text_body from mail where tenant_id = ${ctx.tenantId} and about_id = ${found.user_id} order by id desc limit 1`;
      return /https?:\/\/\S+#\S+/.exec(mail?.text_body ?? "")?.[0];
    });
    console.log(`${email} has no second step any more; a link to choose a password is in their mail.`);
    // Without a mail server it stays in the mail box, behind the sign-in that they do not get past.
    if (!process.env["SMTP_URL"])
      console.log(`No mail server is set up, so hand it to them yourself; it works for an hour: ${link}`);
  });
});
