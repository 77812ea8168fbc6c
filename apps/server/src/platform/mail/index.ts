import "./deliver-mail.ts";

export { composeMail, escapeHtml, type MailRow, type MailText } from "./compose-mail.ts";
export { mailOperations } from "./mail-box.ts";
export { type NewMail, queueMail } from "./queue-mail.ts";
export { canDeliver, openMail } from "./transport.ts";
