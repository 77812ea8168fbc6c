import { readBranding } from "../../../platform/branding.ts";
import type { Ctx } from "../../../platform/context.ts";
import { getFile, type StoredFile } from "../../../platform/files.ts";
import { printablePicture } from "../../../platform/resize-picture.ts";

/** How a business's documents look. */
export interface Look {
  /** Colour of the band at the head, as #rrggbb. */
  accent: string | null;
  /** The logo as a PNG data URL. */
  logo: string | null;
}

export const plainLook: Look = { accent: null, logo: null };

/** The parts of the look that the database knows. */
export async function readLook(ctx: Ctx): Promise<{ accent: string | null; logoFile: StoredFile | null }> {
  const { accent, logoFileId } = readBranding(ctx);
  return { accent, logoFile: logoFileId ? await getFile(ctx, logoFileId) : null };
}

/** Pixels of a printed logo's longer side: 56 mm at 200 dpi. */
const LOGO_PIXELS = 440;

/** Draws the logo for print. A document goes out without one rather than not at all. */
export async function drawLook(known: Awaited<ReturnType<typeof readLook>>): Promise<Look> {
  const png = known.logoFile ? await printablePicture(known.logoFile, LOGO_PIXELS).catch(() => null) : null;
  return { accent: known.accent, logo: png && `data:image/png;base64,${png.toString("base64")}` };
}
