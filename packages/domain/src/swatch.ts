/** Contrast of two colours by WCAG 2.1: 1 (same) to 21 (black on white). Colours are "#rrggbb". */
export function contrastRatio(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Least contrast of graphics against what is next to them (WCAG 2.1, 1.4.11). */
const graphicsContrast = 3;

/**
 * The ring to draw around a swatch of a colour: its own tone, darkened or lightened until it stands out from the fill by
 * 3 : 1. Fill and ring together then show any cloth on a white and on a black page alike.
 */
export function swatchRing(hex: string): string {
  // At this luminance black and white stand out equally; lighter cloth gets a darker ring.
  const towards = luminance(hex) > 0.179 ? 0 : 255;
  const channels = channelsOf(hex);
  for (let share = 1; share <= 100; share++) {
    const ring = `#${channels
      .map((channel) => Math.round(channel + ((towards - channel) * share) / 100))
      .map((channel) => channel.toString(16).padStart(2, "0"))
      .join("")}`;
    if (contrastRatio(hex, ring) >= graphicsContrast) return ring;
  }
  return towards === 0 ? "#000000" : "#ffffff";
}

/** Relative luminance (WCAG 2.1), 0 black to 1 white. */
function luminance(hex: string): number {
  const [red, green, blue] = channelsOf(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(hex: string): number[] {
  if (!/^#[0-9a-fA-F]{6}$/.test(hex)) throw new RangeError(`not a colour: ${hex}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
