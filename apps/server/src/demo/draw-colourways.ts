import { setColourwayPicture } from "../modules/catalog/index.ts";
import type { Doors } from "../platform/doors.ts";
import { putFile, recordFile } from "../platform/files.ts";
import { drawGarment } from "./draw-garment.ts";
import type { DemoStyle } from "./range.ts";

/** Draws each colourway of a style, stores the picture and shows it. */
export async function drawColourways(
  doors: Doors,
  style: DemoStyle,
  colourways: readonly { id: string; code: string; hex: string }[],
): Promise<void> {
  const files = await Promise.all(
    colourways.map(({ code, hex }) => {
      const picture = drawGarment({ kind: style.kind, name: style.name, print: style.print, hex });
      return putFile(doors.tenantId, "media", `${style.code}-${code}.svg`, Buffer.from(picture));
    }),
  );
  await doors.step("demo.pictures", async (ctx) => {
    for (const [i, file] of files.entries()) {
      const stored = await recordFile(ctx, file, "image/svg+xml");
      await setColourwayPicture(ctx, colourways[i]!.id, stored.id);
    }
  });
}
