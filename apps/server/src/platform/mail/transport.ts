import { createTransport, type Transporter } from "nodemailer";

let transport: Transporter | null = null;
let sender = "no-reply@localhost";

/**
 * Says how mail leaves; called once at start.
 * @param smtpUrl `smtp://user:password@host:587` or `smtps://`; null keeps all mail in the mail box
 * @param from the address mails come from
 */
export function openMail(smtpUrl: string | null, from: string): void {
  transport?.close();
  sender = from;
  transport = smtpUrl
    ? createTransport(smtpUrl, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as never)
    : null;
}

/** Whether mail leaves at all. */
export function canDeliver(): boolean {
  return transport !== null;
}

export interface Outgoing {
  id: string;
  fromName: string;
  to: { address: string; name: string | null };
  subject: string;
  text: string;
  html: string;
}

/** Hands one mail to the SMTP server. @throws nodemailer's error; `responseCode` 5xx means that it will never be taken */
export async function sendBySmtp(mail: Outgoing): Promise<void> {
  if (!transport) throw new Error("There is no SMTP server; set SMTP_URL.");
  await transport.sendMail({
    // The same id at each try, so that a mail server can tell a repeat after a crash.
    messageId: `<${mail.id}@${sender.split("@")[1] ?? "localhost"}>`,
    from: { name: mail.fromName, address: sender },
    to: { name: mail.to.name ?? "", address: mail.to.address },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
  });
}
