import { darker, HEIGHT, lighter, lightness, mix, WIDTH } from "./draw-paths.ts";
import { inkOn, printPattern } from "./draw-prints.ts";
import { shapeOf } from "./draw-shapes.ts";
import type { GarmentKind, Print } from "./range.ts";
import type { Panel, Shape } from "./shape-parts.ts";

export interface GarmentPicture {
  kind: GarmentKind;
  name: string;
  print: Print;
  hex: string;
}

/** An SVG picture of a garment in a colour, as an online shop shows one: flat lay, soft light, 600 x 750. */
export function drawGarment(garment: GarmentPicture): string {
  const { hex, kind, print } = garment;
  const shape = shapeOf(kind, garment.name, print);
  const scale = shape.scale ?? 1;
  const placed = `translate(300 ${HEIGHT / 2 + (1 - scale) * 60}) scale(${scale}) translate(-300 ${-HEIGHT / 2})`;
  const seam = darker(hex, lightness(hex) > 0.7 ? 0.34 : 0.5);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    `<defs>${definitions(hex)}${printPattern(print, kind, hex)}${shape.panels.map(clipOf).join("")}</defs>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#ground)"/>`,
    `<g transform="${placed}">`,
    `<g filter="url(#shadow)" opacity=".3" transform="translate(9 15)">${shape.panels.map((p) => `<path d="${p.path}"/>`).join("")}</g>`,
    shape.panels.map((panel, i) => panelOf(panel, i, hex, print, shape)).join(""),
    lines(shape.seams, `stroke="${seam}" stroke-width="1.7" opacity=".75"`),
    lines(shape.stitches, `stroke="${seam}" stroke-width="1.3" stroke-dasharray="5 3.5" opacity=".7"`),
    motifOf(shape, hex),
    (shape.cords ?? []).map((c) => cordOf(c, hex)).join(""),
    shape.buttons.map(([x, y]) => buttonOf(x, y, hex)).join(""),
    `</g></svg>`,
  ].join("");
}

function definitions(hex: string): string {
  const isLight = lightness(hex) > 0.7;
  const ground = isLight ? ["#e4e0d9", "#cfc9bf"] : ["#f5f2ed", "#e3ddd3"];
  const stop = (at: number, colour: string, opacity: number) =>
    `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
  const side = isLight ? 0.2 : 0.3;
  return [
    `<radialGradient id="ground" cx=".5" cy=".42" r=".8"><stop offset="0" stop-color="${ground[0]}"/><stop offset="1" stop-color="${ground[1]}"/></radialGradient>`,
    `<linearGradient id="light" x1="0" x2="1" y1="0" y2=".12">${stop(0, "#000", side)}${stop(0.24, "#000", 0.02)}${stop(0.36, "#fff", 0.13)}${stop(0.55, "#fff", 0)}${stop(0.8, "#000", 0.07)}${stop(1, "#000", side + 0.08)}</linearGradient>`,
    `<filter id="shadow" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="13"/></filter>`,
  ].join("");
}

const clipOf = (panel: Panel, i: number): string => `<clipPath id="c${i}"><path d="${panel.path}"/></clipPath>`;

const gold = "#c8a14a";

function toneOf(panel: Panel, hex: string): string {
  if (panel.tone === "inside") return darker(hex, 0.42);
  if (panel.tone === "gold") return mix(gold, hex, 0.12);
  if (panel.tone !== "trim") return hex;
  return lightness(hex) < 0.3 ? lighter(hex, 0.08) : darker(hex, 0.09);
}

function panelOf(panel: Panel, i: number, hex: string, print: Print, shape: Shape): string {
  const cloth = toneOf(panel, hex);
  const isInside = panel.tone === "inside";
  const hasPrint = print !== "plain" && print !== "chevron" && !panel.isPlain && !isInside;
  return [
    `<path d="${panel.path}" fill="${cloth}"/>`,
    hasPrint ? `<path d="${panel.path}" fill="url(#print)"/>` : "",
    `<g clip-path="url(#c${i})" fill="none" stroke-linecap="round">`,
    isInside ? "" : soft(shape.folds.join(""), "#000", [22, 15, 8], 0.042),
    isInside ? "" : `<g transform="translate(14 3)">${soft(shape.folds.join(""), "#fff", [16, 10, 5], 0.042)}</g>`,
    `<path d="${panel.path}" fill="url(#light)"/>`,
    soft(panel.path, "#000", [40, 28, 17, 8], isInside ? 0.1 : 0.045),
    `</g>`,
    `<path d="${panel.path}" fill="none" stroke="${darker(cloth, 0.4)}" stroke-width="1.6" stroke-linejoin="round" opacity=".8"/>`,
  ].join("");
}

/** A line that fades at its sides: strokes of falling width on top of one another (a blur costs far more to paint). */
function soft(path: string, colour: string, widths: readonly number[], opacity: number): string {
  return widths
    .map((w) => `<path d="${path}" stroke="${colour}" stroke-width="${w}" stroke-opacity="${opacity}"/>`)
    .join("");
}

function lines(paths: readonly string[], look: string): string {
  return paths.map((d) => `<path d="${d}" fill="none" stroke-linecap="round" ${look}/>`).join("");
}

function cordOf(cord: { path: string; width: number }, hex: string): string {
  const colour = lightness(hex) < 0.3 ? lighter(hex, 0.2) : darker(hex, 0.14);
  const line = (stroke: string, width: number) =>
    `<path d="${cord.path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
  return `${line(darker(hex, 0.5), cord.width + 2)}${line(colour, cord.width)}`;
}

function buttonOf(x: number, y: number, hex: string): string {
  const colour = lightness(hex) > 0.6 ? "#8d7a5e" : "#e9dfcb";
  return `<g transform="translate(${x} ${y})"><circle r="6.4" cy="1" fill="#000" opacity=".3"/><circle r="5.8" fill="${colour}"/><circle r="4" fill="none" stroke="#000" stroke-opacity=".25"/><circle cx="-1.4" r=".9" fill="#4a3f30"/><circle cx="1.4" r=".9" fill="#4a3f30"/></g>`;
}

function motifOf(shape: Shape, hex: string): string {
  const ink = inkOn(hex);
  switch (shape.motif) {
    case "sun": {
      const rays = Array.from(
        { length: 16 },
        (_, i) => `<path d="M0 -66L5 -94L-5 -94Z" transform="rotate(${i * 22.5})"/>`,
      );
      return `<g transform="translate(300 318)" fill="${ink}" opacity=".9">${rays.join("")}<circle r="52"/><path d="M-70 30H70" stroke="${hex}" stroke-width="7"/><path d="M-70 14H70" stroke="${hex}" stroke-width="4"/></g>`;
    }
    case "chevron":
      return `<g clip-path="url(#c${shape.panels.findIndex((p) => !p.tone && !p.isPlain && p.path.startsWith("M300"))})"><path d="M140 300L300 370L460 300V352L300 422L140 352Z" fill="${ink}" opacity=".85"/><path d="M140 370L300 440L460 370V392L300 462L140 392Z" fill="${ink}" opacity=".5"/></g>`;
    case "cat":
      return `<g transform="translate(300 330)"><g fill="${ink}"><path d="M-62 -20L-54 -84L-14 -52Z"/><path d="M62 -20L54 -84L14 -52Z"/><ellipse rx="68" ry="58"/></g><g fill="${hex}"><circle cx="-24" cy="-8" r="8"/><circle cx="24" cy="-8" r="8"/><path d="M-9 14H9L0 24Z"/></g><path d="M-34 30Q-16 40 0 26Q16 40 34 30" stroke="${hex}" stroke-width="4" fill="none" stroke-linecap="round"/></g>`;
    case "tote":
      return `<g transform="translate(300 496)" font-family="Georgia, serif" text-anchor="middle" fill="${darker(inkOn(hex), 0.1)}"><rect x="-86" y="-52" width="172" height="96" fill="${hex}"/><text font-size="54" font-style="italic" y="12">kora</text><path d="M-58 28H58" stroke="currentColor" stroke-width="2"/></g>`;
    default:
      return "";
  }
}
