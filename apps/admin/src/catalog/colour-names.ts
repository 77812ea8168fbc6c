/** Colours a garment maker names every day, to fill in a hex from a typed name. */
export const namedColours: Record<string, string> = {
  black: "#1b1b1d",
  white: "#f7f7f4",
  "off white": "#f3efe4",
  ivory: "#f4efdf",
  ecru: "#e6dcc3",
  cream: "#f1e7cf",
  beige: "#d8c7a8",
  sand: "#cdb88f",
  khaki: "#a3946b",
  camel: "#b58a56",
  tan: "#b98b5e",
  rust: "#a4512b",
  brown: "#6b4a33",
  chocolate: "#4a3124",
  grey: "#8a8d91",
  "grey melange": "#a9abae",
  charcoal: "#3d4045",
  silver: "#bfc3c7",
  navy: "#1f2a44",
  indigo: "#2f3e75",
  denim: "#3f5f8a",
  "sky blue": "#8fb8de",
  "royal blue": "#2b4fbd",
  blue: "#2d62b3",
  teal: "#1f6f73",
  turquoise: "#38a3a5",
  mint: "#a9d8c2",
  green: "#2f7d4f",
  "bottle green": "#154734",
  olive: "#5f6433",
  sage: "#9aa88a",
  lime: "#a6c43d",
  yellow: "#f0c93c",
  mustard: "#c6942b",
  gold: "#b8923f",
  orange: "#dd7a2d",
  peach: "#f3bf9e",
  coral: "#ea7a64",
  red: "#b5272c",
  maroon: "#6a1b27",
  burgundy: "#5d1a2b",
  wine: "#62233a",
  pink: "#e59ab0",
  blush: "#ecc5c2",
  rose: "#c4566f",
  fuchsia: "#c22a7e",
  lilac: "#bca4cf",
  lavender: "#b6a8d6",
  purple: "#5f3a83",
  plum: "#5a2c4e",
};

/** A hex for a colour's name: the whole name, else its last word that is a colour ("Deep forest green"). */
export function hexForName(name: string): string | null {
  const wanted = name.trim().toLowerCase().replace(/\s+/g, " ");
  if (namedColours[wanted]) return namedColours[wanted];
  const word = wanted.split(" ").findLast((part) => namedColours[part]);
  return word ? (namedColours[word] ?? null) : null;
}

/** A short code from a colour's name: "Sky blue" is SKYB, "Navy" is NAVY. */
export function codeForColour(name: string): string {
  const words = name.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  if (words.length === 0) return "";
  if (words.length === 1) return words[0]!.slice(0, 4);
  return (
    words[0]!.slice(0, 3) +
    words
      .slice(1)
      .map((word) => word[0])
      .join("")
  ).slice(0, 5);
}
