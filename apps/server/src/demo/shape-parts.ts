import { mirrored } from "./draw-paths.ts";

/** A piece of cloth of a garment, and what is drawn on top of it. */
export interface Panel {
  path: string;
  /** Other cloth than the garment's own: darker (an inside), or lighter (a lining). */
  tone?: "inside" | "trim" | "gold";
  /** The print stops here. */
  isPlain?: boolean;
}

export interface Shape {
  panels: Panel[];
  /** Seams: thin lines in the cloth's own darker colour. */
  seams: string[];
  /** Stitching: dashed lines. */
  stitches: string[];
  /** Soft folds. */
  folds: string[];
  buttons: readonly (readonly [number, number])[];
  /** Loose cords: hood strings, ties, handles; with their thickness. */
  cords?: readonly { path: string; width: number }[];
  motif?: "sun" | "chevron" | "cat" | "tote";
  /** Scale about the middle; children's garments are smaller. */
  scale?: number;
}

export const both = (path: string): string[] => [path, mirrored(path)];
export const pair = (path: string, more: Omit<Panel, "path"> = {}): Panel[] =>
  both(path).map((p) => ({ path: p, ...more }));
export const buttonsAt = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, i) => [300, from + step * i] as const);

export const longSleeve =
  "M182 138 C142 154 122 220 108 330 C98 410 88 480 80 548 C96 558 116 560 132 556 C146 470 164 380 192 292 C196 240 192 180 182 138 Z";
export const cuff = "M84 516 C100 526 122 530 138 526 L132 558 C116 562 96 560 80 550 Z";
export const tallFolds = [
  "M232 300 C222 420 236 520 214 640",
  "M372 280 C384 400 366 520 388 650",
  "M300 330 C310 430 292 540 306 650",
];
