import { darker, lighter, lightness, mix } from "./draw-paths.ts";
import type { GarmentKind, Print } from "./range.ts";

/** Ink that stands out from a cloth and goes with it. */
export function inkOn(hex: string): string {
  return lightness(hex) > 0.62 ? mix(darker(hex, 0.45), "#8a3b2a", 0.45) : lighter(hex, 0.72);
}

const tile = (size: number, content: string, turn = 0): string =>
  `<pattern id="print" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">${content}</pattern>`;

/** The pattern of a print as a definition named `print`; empty for plain cloth. */
export function printPattern(print: Print, kind: GarmentKind, hex: string): string {
  const ink = inkOn(hex);
  const second = mix(ink, hex, 0.45);
  switch (print) {
    case "plain":
    case "chevron":
      return "";
    case "stripe": {
      const across = kind === "tshirt" || kind === "kids_tee" || kind === "saree";
      const size = across ? 34 : 20;
      const bar = across
        ? `<rect width="${size}" height="12" fill="${ink}" opacity=".85"/>`
        : `<rect width="2.4" height="${size}" fill="${ink}" opacity=".7"/><rect x="10" width="1" height="${size}" fill="${ink}" opacity=".45"/>`;
      return tile(size, bar);
    }
    case "check":
      return kind === "jacket"
        ? tile(
            46,
            `<path d="M0 0H46M0 0V46" stroke="${darker(hex, 0.5)}" stroke-width="3" opacity=".55"/><path d="M0 3H46M3 0V46" stroke="${lighter(hex, 0.35)}" stroke-width="1.6" opacity=".5"/>`,
            45,
          )
        : tile(
            56,
            `<rect width="22" height="56" fill="${second}" opacity=".4"/><rect width="56" height="22" fill="${second}" opacity=".4"/><path d="M40 0V56M0 40H56" stroke="${ink}" stroke-width="2.4" opacity=".7"/>`,
          );
    case "dots":
      return tile(
        30,
        `<circle cx="7" cy="7" r="3.4" fill="${ink}" opacity=".85"/><circle cx="22" cy="22" r="3.4" fill="${ink}" opacity=".85"/>`,
      );
    case "block":
      return tile(52, `${buta(14, 15, ink, second)}${buta(40, 41, ink, second)}`);
    case "floral":
      return tile(
        84,
        `${flower(20, 22, 8, ink, second)}${flower(62, 58, 10, second, ink)}${leaf(44, 22, ink)}${leaf(20, 62, second)}${flower(66, 14, 5, ink, second)}${leaf(40, 74, ink)}`,
      );
  }
}

/** The drop that Indian blocks print. */
function buta(x: number, y: number, ink: string, second: string): string {
  return `<g transform="translate(${x} ${y})"><path d="M0 -11C7 -6 8 4 0 9C-8 4 -7 -6 0 -11Z" fill="${ink}" opacity=".85"/><circle cy="2" r="2.6" fill="${second}"/><path d="M-9 11Q0 16 9 11" stroke="${ink}" stroke-width="1.6" fill="none" opacity=".8"/></g>`;
}

function flower(x: number, y: number, r: number, ink: string, heart: string): string {
  const petals = [0, 72, 144, 216, 288].map(
    (a) =>
      `<ellipse cy="${-r * 0.8}" rx="${r * 0.52}" ry="${r * 0.8}" transform="rotate(${a})" fill="${ink}" opacity=".86"/>`,
  );
  return `<g transform="translate(${x} ${y})">${petals.join("")}<circle r="${r * 0.38}" fill="${heart}"/></g>`;
}

function leaf(x: number, y: number, ink: string): string {
  return `<path d="M${x - 9} ${y + 7}Q${x - 6} ${y - 7} ${x + 9} ${y - 8}Q${x + 6} ${y + 6} ${x - 9} ${y + 7}Z" fill="${ink}" opacity=".55"/>`;
}
