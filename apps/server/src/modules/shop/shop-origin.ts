import type { Ctx } from "../../platform/context.ts";

let template = "http://127.0.0.1:3001";

/** Says where shops are visited, once at start; `{shop}` in it stands for the business's address name. */
export function openShopOrigin(origin: string): void {
  template = origin.replace(/\/$/, "");
}

/** Where this business's shop is visited, without a slash at the end. */
export const shopOrigin = (ctx: Ctx): string => template.replace("{shop}", ctx.tenant.slug);
