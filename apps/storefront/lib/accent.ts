import { contrastRatio } from "@selvedge/domain";

const usual = "#7a3b2e";
/** The grounds that words in the accent stand on: the darkest by day, the lightest by night (`--sunk` of base.css). */
const day = "#f2eee8";
const night = "#26221e";

/** The business's colour as rules of the page: dark enough to read by day, light enough by night, words on it legible. */
export function accentRules(accent: string | null): string {
  const hex = accent && /^#[0-9a-f]{6}$/i.test(accent) ? accent : usual;
  const byDay = standOut(hex, day);
  const byNight = standOut(hex, night);
  return `:root{${rules(byDay)}}
@media (prefers-color-scheme:dark){:root{${rules(byNight)}}}`;
}

/** Under the pointer a button goes away from the words on it, so that they stay as legible. */
function rules(hex: string): string {
  const on = contrastRatio(hex, "#ffffff") >= 4.5 ? "#ffffff" : "#161412";
  const [hue, saturation, lightness] = hslOf(hex);
  const hover = hexOf(hue, saturation, Math.min(100, Math.max(0, lightness + (on === "#ffffff" ? -6 : 6))));
  return `--accent:${hex};--on-accent:${on};--accent-hover:${hover}`;
}

/** The colour made darker or lighter, of the same hue, until it stands out from the ground. */
function standOut(hex: string, ground: string): string {
  if (contrastRatio(hex, ground) >= 4.6) return hex;
  const [hue, saturation, from] = hslOf(hex);
  const step = ground === day ? -1 : 1;
  for (let lightness = Math.round(from); lightness > 0 && lightness < 100; lightness += step) {
    const mixed = hexOf(hue, saturation, lightness);
    if (contrastRatio(mixed, ground) >= 4.6) return mixed;
  }
  return ground === day ? "#000000" : "#ffffff";
}

/** Hue in degrees, saturation and lightness in percent (CSS Color 4, section 7). */
function hslOf(hex: string): [hue: number, saturation: number, lightness: number] {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const span = most - least;
  const lightness = (most + least) / 2;
  if (span === 0) return [0, 0, lightness * 100];
  const turn = most === r ? (g - b) / span + 6 : most === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return [(turn % 6) * 60, (span / (1 - Math.abs(2 * lightness - 1))) * 100, lightness * 100];
}

function hexOf(hue: number, saturation: number, lightness: number): string {
  const [s, l] = [saturation / 100, lightness / 100];
  const part = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const value = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
