import { GarmentPicture } from "@selvedge/ui";

const rail: [name: string, hex: string][] = [
  ["Shirt", "#d9cfb8"],
  ["Kurta", "#a4512b"],
  ["Jeans", "#5f7cab"],
  ["Dress", "#c6942b"],
  ["Jacket", "#5f7f63"],
  ["Skirt", "#c98f94"],
  ["Knit", "#e6dcc3"],
  ["Tee", "#8fb8de"],
  ["Shorts", "#b5272c"],
];

/** Indigo cloth with its woven edge, garments on it. Only where there is room; says nothing to screen readers. */
export function ClothPanel() {
  return (
    <div aria-hidden className="relative hidden overflow-hidden bg-[oklch(0.29_0.07_266)] lg:block">
      <div className="absolute inset-0 bg-[repeating-linear-gradient(115deg,rgb(255_255_255/0.035)_0_1px,transparent_1px_5px)]" />
      <div className="absolute inset-0 grid place-items-center pe-6">
        <div className="grid w-[min(30rem,80%)] grid-cols-3 gap-8">
          {rail.map(([name, hex]) => (
            <GarmentPicture key={name} name={name} hex={hex} className="aspect-square h-auto w-full bg-transparent" />
          ))}
        </div>
      </div>
      <span className="selvedge-edge absolute inset-y-0 end-0 w-4" />
    </div>
  );
}
