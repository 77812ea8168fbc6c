import { currencyExponent } from "@selvedge/domain";

const ones = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const tens = " - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const western: readonly (readonly [number, string])[] = [
  [1_000_000_000_000, "trillion"],
  [1_000_000_000, "billion"],
  [1_000_000, "million"],
  [1000, "thousand"],
];
const indian: readonly (readonly [number, string])[] = [
  [10_000_000, "crore"],
  [100_000, "lakh"],
  [1000, "thousand"],
];
const units: Readonly<Record<string, readonly [string, string]>> = {
  INR: ["rupees", "paise"],
  GBP: ["pounds", "pence"],
  USD: ["dollars", "cents"],
  EUR: ["euros", "cents"],
  BDT: ["taka", "poisha"],
  LKR: ["rupees", "cents"],
  NPR: ["rupees", "paisa"],
  PKR: ["rupees", "paisa"],
};
const countedInLakh = new Set(["INR", "BDT", "NPR", "PKR", "LKR"]);

/** An amount as documents write it out: (12345650, "INR") -> "Rupees one lakh twenty-three thousand ... fifty paise only". */
export function amountInWords(minor: number, currency: string): string {
  const scale = 10 ** currencyExponent(currency);
  const amount = Math.abs(minor);
  const fraction = amount % scale;
  const groups = countedInLakh.has(currency) ? indian : western;
  const [main, sub] = units[currency] ?? [currency, ""];
  const whole = numberInWords((amount - fraction) / scale, groups);
  const rest =
    fraction === 0 ? "" : sub ? ` and ${numberInWords(fraction, groups)} ${sub}` : ` and ${fraction}/${scale}`;
  return `${main.charAt(0).toUpperCase()}${main.slice(1)} ${whole}${rest} only`;
}

function numberInWords(n: number, groups: readonly (readonly [number, string])[]): string {
  if (n === 0) return ones[0]!;
  const words: string[] = [];
  let rest = n;
  for (const [size, name] of groups) {
    const count = Math.floor(rest / size);
    // More than 99 crore is counted in lakh crore, as Indian documents do.
    if (count > 0) words.push(`${count >= 1000 ? numberInWords(count, groups) : belowThousand(count)} ${name}`);
    rest %= size;
  }
  if (rest > 0) words.push(belowThousand(rest));
  return words.join(" ");
}

function belowThousand(n: number): string {
  const words: string[] = [];
  if (n >= 100) words.push(`${ones[Math.floor(n / 100)]} hundred`);
  const rest = n % 100;
  if (rest >= 20) words.push(rest % 10 === 0 ? tens[rest / 10]! : `${tens[Math.floor(rest / 10)]}-${ones[rest % 10]}`);
  else if (rest > 0) words.push(ones[rest]!);
  return words.join(" ");
}
