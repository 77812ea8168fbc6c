import type { Ctx } from "../context.ts";
import { type Language, languageOfLocale } from "../words/in-language.ts";

export interface MailText {
  /** Of its words; the business's own where it is left out. */
  language?: Language;
  /** The first line, as a heading. */
  title: string;
  /** Paragraphs, plain text. */
  body: readonly string[];
  /** What was bought and what it comes to, below the paragraphs. */
  rows?: readonly MailRow[];
  /** One button. */
  action?: { label: string; url: string };
  /** Small print below. */
  footer?: string;
}

export interface MailRow {
  name: string;
  /** Said smaller, below the name. */
  detail?: string;
  amount: string;
  isTotal?: boolean;
}

/** Text and html of a mail in the business's own look: its name above, its colour on the button. Everything is escaped. */
export function composeMail(ctx: Ctx, mail: MailText): { text: string; html: string } {
  const { name, settings } = ctx.tenant;
  const accent = typeof settings["accent"] === "string" ? settings["accent"] : "#34499e";
  const text = [
    mail.title,
    ...mail.body,
    ...(mail.rows ?? []).map(({ name, detail, amount }) => `${name}${detail ? `, ${detail}` : ""}: ${amount}`),
    ...(mail.action ? [`${mail.action.label}:\n${mail.action.url}`] : []),
    ...(mail.footer ? [mail.footer] : []),
    name,
  ].join("\n\n");
  return { text, html: page(name, accent, mail, mail.language ?? languageOfLocale(ctx.tenant.locale)) };
}

function page(business: string, accent: string, mail: MailText, language: string): string {
  const paragraphs = mail.body.map((p) => `<p style="margin:0 0 16px">${escapeHtml(p)}</p>`).join("");
  const button = mail.action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(mail.action.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${escapeHtml(accent)};color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(mail.action.label)}</a></p>
<p style="margin:0 0 16px;font-size:12px;color:#666666;word-break:break-all">${escapeHtml(mail.action.url)}</p>`
    : "";
  const footer = mail.footer
    ? `<p style="margin:24px 0 0;font-size:12px;color:#666666">${escapeHtml(mail.footer)}</p>`
    : "";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(mail.title)}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f5;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1a1a1a">
<div style="max-width:560px;margin:0 auto"><p style="margin:0 0 12px;font-weight:600;color:${escapeHtml(accent)}">${escapeHtml(business)}</p>
<div style="background:#ffffff;border-radius:12px;padding:28px"><h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(mail.title)}</h1>
${paragraphs}${table(mail.rows ?? [])}${button}${footer}</div></div></body></html>`;
}

function table(rows: readonly MailRow[]): string {
  if (rows.length === 0) return "";
  const line = ({ name, detail, amount, isTotal }: MailRow): string => {
    const look = `padding:8px 0;border-top:1px solid #e4e4e7;vertical-align:top${isTotal ? ";font-weight:600" : ""}`;
    const small = detail ? `<br><span style="font-size:13px;color:#666666">${escapeHtml(detail)}</span>` : "";
    return `<tr><td style="${look}">${escapeHtml(name)}${small}</td><td style="${look};padding-left:16px;text-align:right;white-space:nowrap">${escapeHtml(amount)}</td></tr>`;
  };
  return `<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 16px">${rows.map(line).join("")}</table>`;
}

/** Text that is safe inside html, also inside an attribute's quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
