/** A stretch of an outline: a line to a point, or a cubic curve by two controls to a point. */
export type Stretch = readonly [number, number] | readonly [number, number, number, number, number, number];

/** Width of the drawing; outlines are symmetrical about its middle. */
export const WIDTH = 600;
export const HEIGHT = 750;

const command = (s: Stretch) => (s.length === 2 ? `L${s.join(" ")}` : `C${s.join(" ")}`);
const flip = (x: number) => WIDTH - x;

/** A closed outline whose left half runs from the middle of the top to the middle of the bottom. */
export function symmetrical(start: readonly [number, number], half: readonly Stretch[]): string {
  const points = [start, ...half.map((s) => s.slice(-2) as unknown as readonly [number, number])];
  const left = half.map(command);
  const right = half
    .map((s, i): Stretch => {
      const [x, y] = points[i]!;
      return s.length === 2 ? [flip(x), y] : [flip(s[2]), s[3], flip(s[0]), s[1], flip(x), y];
    })
    .reverse()
    .map(command);
  return `M${start.join(" ")}${left.join("")}${right.join("")}Z`;
}

/** The same path on the other side; written with absolute coordinates in pairs. */
export function mirrored(path: string): string {
  let isX = true;
  return path.replace(/-?\d+(\.\d+)?/g, (text) => {
    const turned = isX ? String(flip(Number(text))) : text;
    isX = !isX;
    return turned;
  });
}

interface Rgb {
  r: number;
  g: number;
  b: number;
}

function rgbOf(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return { r: n >> 16, g: (n >> 8) & 255, b: n & 255 };
}

/** A colour on the way from one to another; share 0 is the first. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [rgbOf(from), rgbOf(to)];
  const part = (x: number, y: number) =>
    Math.round(x + (y - x) * share)
      .toString(16)
      .padStart(2, "0");
  return `#${part(a.r, b.r)}${part(a.g, b.g)}${part(a.b, b.b)}`;
}

/** Relative luminance, 0 to 1, near enough for choosing ink. */
export function lightness(hex: string): number {
  const { r, g, b } = rgbOf(hex);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

export const darker = (hex: string, share: number): string => mix(hex, "#14100c", share);
export const lighter = (hex: string, share: number): string => mix(hex, "#fffaf0", share);
