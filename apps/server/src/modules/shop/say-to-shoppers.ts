import type { Ctx } from "../../platform/context.ts";
import { type Say, sayIn } from "../../platform/words/say.ts";
import { mailsInHindi } from "./mails-in-hindi.ts";

/** Says what mails of the shop say, in the business's language. */
export const sayToShoppers = (ctx: Pick<Ctx, "tenant">): Say => sayIn(ctx.tenant.locale, mailsInHindi);

/** Which one of a style: `Indigo, size M`. */
export const colourAndSize = (line: { colourName: string; size: string }, t: Say): string =>
  line.size === "ONE" ? line.colourName : t("{{colour}}, size {{size}}", { colour: line.colourName, size: line.size });
