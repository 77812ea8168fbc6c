import type { Ctx } from "../../../platform/context.ts";
import { composeMail, type MailText, queueMail } from "../../../platform/mail/index.ts";
import { inLanguage, type Language, languageOfLocale } from "../../../platform/words/in-language.ts";

export interface Addressee {
  id: string;
  name: string;
  email: string;
}

interface PersonMail {
  /** The heading of the text as well. */
  subject: string;
  body: readonly string[];
  action?: MailText["action"];
  footer?: string;
  /** Holds a link that signs somebody in. */
  private?: boolean;
}

/** A mail to a person of the business about their account, in the language that they read. */
export async function mailPerson(ctx: Ctx, to: Addressee, mail: PersonMail): Promise<void> {
  const language = await readLanguage(ctx, to.id);
  const say = (sentence: string) => inLanguage(language, sentence);
  const subject = say(mail.subject);
  await queueMail(ctx, {
    to: { address: to.email, name: to.name },
    subject,
    ...composeMail(ctx, {
      ...{ language, title: subject },
      body: mail.body.map(say),
      ...(mail.action ? { action: { ...mail.action, label: say(mail.action.label) } } : {}),
      ...(mail.footer ? { footer: say(mail.footer) } : {}),
    }),
    about: { type: "user", id: to.id },
    private: mail.private ?? false,
  });
}

/** In which they last signed in; who never did is written to in the language of the business. */
async function readLanguage(ctx: Ctx, userId: string): Promise<Language> {
  const [row] = await ctx.sql<{ language: Language | null }[]>`
    select language from user_account where tenant_id = ${ctx.tenantId} and id = ${userId}`;
  return row?.language ?? languageOfLocale(ctx.tenant.locale);
}
