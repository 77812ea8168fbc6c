import type { Ctx } from "./context.ts";
import { pictureUrl } from "./pictures.ts";

/** How a business looks: for the admin, the till, the shop and its documents. */
export interface Branding {
  name: string;
  accent: string | null;
  /** A path on this server, or null. */
  logoUrl: string | null;
  /** The logo's file, for documents that embed it. */
  logoFileId: string | null;
}

/** The business's name, colour and logo, from the settings that every command has at hand. */
export function readBranding(ctx: Ctx): Branding {
  const { settings, name } = ctx.tenant;
  const text = (key: string) => (typeof settings[key] === "string" ? settings[key] : null);
  const logoFileId = text("logoFileId");
  return {
    name,
    accent: text("accent"),
    logoFileId,
    logoUrl: logoFileId ? pictureUrl(ctx.tenantId, logoFileId) : null,
  };
}
