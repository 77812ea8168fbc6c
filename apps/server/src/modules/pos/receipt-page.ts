import { randomBytes } from "node:crypto";
import { type ReceiptText, readReceiptWord, receiptText } from "@selvedge/domain";
import type { FastifyInstance } from "fastify";
import { readBranding } from "../../platform/branding.ts";
import { type Runtime, systemActor } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { escapeHtml } from "../../platform/mail/index.ts";
import { inTransaction } from "../../platform/runner.ts";
import { languageOfLocale } from "../../platform/words/in-language.ts";
import { type Say, sayIn } from "../../platform/words/say.ts";
import { findStoredReceipt, sayOfReceipts } from "./read-receipt.ts";

interface Shown {
  name: string;
  accent: string | null;
  text: ReceiptText | null;
  language: "en" | "hi";
  t: Say;
}

/** A receipt by its link, for the shopper who was given it: a page that needs no script, no account and no shop. */
export function mountReceiptPage(app: FastifyInstance, runtime: Runtime): void {
  app.get<{ Params: { word: string } }>(
    "/r/:word",
    { schema: { hide: true } as never, config: { rate: "read", isPublic: true } },
    async (request, reply) => {
      const asked = readReceiptWord(request.params.word);
      const shown = asked && (await readShown(runtime, asked, request.id));
      const nonce = randomBytes(16).toString("base64");
      return reply
        .status(shown?.text ? 200 : 404)
        .header("cache-control", "private, no-store")
        .header("x-robots-tag", "noindex")
        .header("referrer-policy", "no-referrer")
        .header(
          "content-security-policy",
          `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        .type("text/html; charset=utf-8")
        .send(page(shown, nonce));
    },
  );
}

/** Null where no such business is: said no otherwise than a receipt that is not here. */
async function readShown(
  runtime: Runtime,
  asked: { tenantId: string; saleId: string },
  requestId: string,
): Promise<Shown | null> {
  const call = { tenantId: asked.tenantId, actor: systemActor, requestId };
  try {
    return await inTransaction(runtime, call, { name: "pos.show_receipt", readOnly: true }, async (ctx) => {
      const receipt = await findStoredReceipt(ctx, asked.saleId);
      const { name, accent } = readBranding(ctx);
      const t = sayOfReceipts(ctx);
      const language = languageOfLocale(ctx.tenant.locale);
      return { name, accent, language, t, text: receipt && receiptText(receipt.facts, receipt.seller, t) };
    });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const row = ([name, value]: readonly [string, string], look = ""): string =>
  `<div class="row ${look}"><span>${escapeHtml(name)}</span><span>${escapeHtml(value)}</span></div>`;

function page(shown: Shown | null, nonce: string): string {
  const t = shown?.t ?? sayIn("en", {});
  const title = shown?.text ? `${shown.text.title} ${shown.text.facts[0]?.[1] ?? ""}` : t("Receipt");
  const accent = shown?.accent && /^#[0-9a-f]{6}$/i.test(shown.accent) ? shown.accent : "#34499e";
  return `<!doctype html><html lang="${shown?.language ?? "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style nonce="${nonce}">${styleOf(accent)}</style></head><body><main>
${shown?.text ? paper(shown.text) : missing(shown?.name ?? t("The shop"), t)}</main></body></html>`;
}

function missing(business: string, t: Say): string {
  const words = t(
    "{{business}} sends it as soon as its till has a network again, usually within minutes. Open this link once more then; the paper receipt is good until then.",
    { business },
  );
  return `<h1>${escapeHtml(t("This receipt is not here yet"))}</h1><p>${escapeHtml(words)}</p>`;
}

function paper(text: ReceiptText): string {
  const [name = "", ...place] = text.shop;
  return [
    `<header><p class="name">${escapeHtml(name)}</p>${place.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</header>`,
    `<h1>${escapeHtml(text.title)}</h1>`,
    `<section>${text.facts.map((fact) => row(fact)).join("")}</section>`,
    `<section>${text.lines.map((line) => `<p class="what">${escapeHtml(line.what)}</p>${row([line.detail, line.amount], "quiet")}`).join("")}</section>`,
    `<section>${text.sums.map((sum) => row(sum)).join("")}${row(text.total, "total")}${text.taxes.map((tax) => row(tax, "quiet")).join("")}</section>`,
    `<section>${text.paid.map((paid) => row(paid)).join("")}</section>`,
    `<footer>${text.footer.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</footer>`,
  ].join("\n");
}

const styleOf = (accent: string): string => `:root{color-scheme:light dark}
*{box-sizing:border-box}body{margin:0;padding:1.5rem 1rem;background:#f4f2ee;color:#1c1b19;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:26rem;margin:0 auto;padding:2rem 1.5rem;background:#fff;border-top:4px solid ${accent};border-radius:4px}
header{text-align:center}p{margin:0}.name{font-size:1.25rem;font-weight:600}h1{margin:1.25rem 0;text-align:center;font-size:1.125rem}
section{padding:.75rem 0;border-top:1px dashed #b9b4aa}.row{display:flex;justify-content:space-between;gap:1rem;font-variant-numeric:tabular-nums}
.row span:last-child{text-align:end}.what{margin-top:.5rem;font-weight:500}.what:first-child{margin-top:0}.quiet{color:#5e5a52}.total{padding:.25rem 0;font-size:1.375rem;font-weight:600}
footer{padding-top:1rem;border-top:1px dashed #b9b4aa;text-align:center;color:#5e5a52}
@media(prefers-color-scheme:dark){body{background:#121211;color:#efede8}main{background:#1d1c1a}section,footer{border-color:#55514a}.quiet,footer{color:#b3aea4}}
@media print{body{background:#fff;padding:0;color:#000}main{max-width:72mm;padding:0;border:0;background:#fff}.quiet,footer{color:#000}}`;
