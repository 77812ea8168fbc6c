import type { GarmentKind } from "./range.ts";
import type { Shape } from "./shape-parts.ts";
import { dupatta, saree, tote } from "./shapes-draped.ts";
import { dress, frock, skirt, trousers } from "./shapes-dresses.ts";
import { hoodie, jacket, waistcoat } from "./shapes-outerwear.ts";
import { kurta, mensKurta, shirt, tee } from "./shapes-tops.ts";

const shapes: Readonly<Record<GarmentKind, () => Shape>> = {
  kurta,
  mens_kurta: mensKurta,
  shirt,
  tshirt: tee,
  dress,
  trousers,
  jacket,
  skirt,
  hoodie,
  kids_tee: () => ({ ...tee(), scale: 0.86 }),
  kids_frock: frock,
  saree,
  dupatta,
  tote,
};

/** The parts of a garment in a 600 x 750 drawing. */
export function shapeOf(kind: GarmentKind, name: string, print: string): Shape {
  if (kind === "jacket" && name.includes("Nehru")) return waistcoat();
  const shape = shapes[kind]();
  if (print === "chevron") return { ...shape, motif: name.includes("sun") ? "sun" : "chevron" };
  return name.includes("animal") ? { ...shape, motif: "cat" } : shape;
}
