import { z } from "zod";
import { id, instant, nothing, page, pageInput } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const mailStatuses = ["kept", "queued", "sent", "failed"] as const;
export const MailRow = z.object({
  id,
  toAddress: z.string(),
  toName: z.string().nullable(),
  subject: z.string(),
  status: z.enum(mailStatuses).describe("kept: no mail server is set up, so it stays in the mail box"),
  attempts: z.int(),
  lastError: z.string().nullable(),
  aboutType: z.string().nullable(),
  aboutId: id.nullable(),
  readable: z.boolean().describe("False for a mail whose sign-in link is not for the caller, or has left already"),
  createdAt: instant,
  sentAt: instant.nullable(),
});
export const listMails = endpoint({
  name: "tenancy.list_mails",
  kind: "query",
  method: "GET",
  path: "/v1/mails",
  access: "tenancy.mail.read",
  summary: "Mails of the business, newest first",
  input: z.object({ ...pageInput, status: z.enum(mailStatuses).optional(), aboutId: id.optional() }),
  output: page(MailRow).extend({ delivers: z.boolean().describe("Whether a mail server is set up") }),
});
export const getMail = endpoint({
  name: "tenancy.get_mail",
  kind: "query",
  method: "GET",
  path: "/v1/mails/:id",
  access: "tenancy.mail.read",
  summary: "One mail with its text and html",
  input: z.object({ id }),
  output: MailRow.extend({ text: z.string(), html: z.string() }),
});
export const sendMailAgain = endpoint({
  name: "tenancy.send_mail_again",
  kind: "command",
  method: "POST",
  path: "/v1/mails/:id/send",
  access: "tenancy.mail.read",
  summary: "Try again to deliver a mail that failed, or that was kept before a mail server was set up",
  input: z.object({ id }),
  output: nothing,
});
