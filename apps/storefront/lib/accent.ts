import { contrastRatio } from "@selvedge/domain";

const usual = "#7a3b2e";

/** The business's colour as rules of the page: dark enough to read on paper, light enough on night, words on it legible. */
export function accentRules(accent: string | null): string {
  const hex = accent && /^#[0-9a-f]{6}$/i.test(accent) ? accent : usual;
  const onPaper = towards(hex, "#000000", "#fbf9f6", 4.6);
  const onNight = towards(hex, "#ffffff", "#161412", 4.6);
  return `:root{--accent:${onPaper};--on-accent:${inkOn(onPaper)}}
@media (prefers-color-scheme:dark){:root{--accent:${onNight};--on-accent:${inkOn(onNight)}}}`;
}

const inkOn = (hex: string): string => (contrastRatio(hex, "#ffffff") >= 4.5 ? "#ffffff" : "#161412");

/** Mixes a colour towards another until it stands out from the ground. */
function towards(hex: string, end: string, ground: string, least: number): string {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = mix(hex, end, share);
    if (contrastRatio(mixed, ground) >= least) return mixed;
  }
  return end;
}

function mix(a: string, b: string, share: number): string {
  const at = (hex: string, i: number) => Number.parseInt(hex.slice(1 + i * 2, 3 + i * 2), 16);
  return `#${[0, 1, 2]
    .map((i) => Math.round(at(a, i) + (at(b, i) - at(a, i)) * share))
    .map((n) => n.toString(16).padStart(2, "0"))
    .join("")}`;
}
