import { countryName } from "./places.ts";

/** An address kept as loose JSON on a document, as lines of text; null when it holds none. */
export function addressText(address: unknown, language = "en"): string | null {
  if (!address || typeof address !== "object") return null;
  const parts = address as Record<string, unknown>;
  const line = (...keys: string[]) =>
    keys
      .map((key) => parts[key])
      .filter((part): part is string => typeof part === "string" && part !== "")
      .join(", ");
  const country = countryName(line("country"), language);
  const lines = [line("line1"), line("line2"), line("city", "state", "postcode"), country].filter(Boolean);
  return lines.length > 0 ? lines.join("\n") : null;
}
