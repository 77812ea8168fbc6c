import type { Ctx } from "../context.ts";
import { newId } from "../ids.ts";
import { canDeliver } from "./transport.ts";

export interface NewMail {
  to: { address: string; name?: string | null | undefined };
  subject: string;
  text: string;
  html: string;
  /** The record the mail is of, so that its page can show what was sent; null when there is none. */
  about: { type: string; id: string } | null;
  /** Holds a link that signs somebody in: only those who run the business may read it, and it is blanked once sent. */
  private?: boolean;
}

/**
 * Writes a mail and has it delivered after this transaction commits, or never if it does not. Without an SMTP server it
 * stays in the mail box. The layout of {@link composeMail} makes text and html of both.
 * @returns the mail's id
 */
export async function queueMail(ctx: Ctx, mail: NewMail): Promise<string> {
  const id = newId();
  const status = canDeliver() ? "queued" : "kept";
  await ctx.sql`
    insert into mail (tenant_id, id, to_address, to_name, subject, text_body, html_body, about_type, about_id, private,
                      status, created_at)
    values (${ctx.tenantId}, ${id}, ${mail.to.address}, ${mail.to.name ?? null}, ${oneLine(mail.subject)}, ${mail.text},
            ${mail.html}, ${mail.about?.type ?? null}, ${mail.about?.id ?? null}, ${mail.private ?? false}, ${status}, ${ctx.now})`;
  if (status === "queued") ctx.enqueue({ task: "mail.deliver", payload: { mailId: id } });
  return id;
}

/** A subject is one line: a line break in a name must not begin another header. */
function oneLine(subject: string): string {
  return subject.replace(/\s+/g, " ").trim().slice(0, 200);
}
