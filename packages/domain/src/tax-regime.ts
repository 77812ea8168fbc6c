import { invariant } from "./invariant.ts";
import { type TaxRule, TaxRuleMissingError } from "./tax-rule.ts";

/** A stretch of piece prices (exclusive of tax, both ends included) over which the same charges hold. */
export type TaxRegime = {
  fromMinor: number;
  uptoMinor: number;
  charges: TaxCharge[];
  /** Sum of the charges' rates. */
  totalPpm: number;
  /** Sum over charges of rate x untaxed part of one piece: what "tax only the excess" takes off (ppm x minor). */
  excessPpmMinor: number;
  /** CGST and SGST are two taxes of one rate: each is rounded by itself, so the halves are always equal. */
  equalHalves: boolean;
  /** Equal for regimes that charge alike, of whatever class: their amounts are rounded together per document. */
  rateKey: string;
};

export type TaxCharge = {
  component: string;
  jurisdiction: string;
  ratePpm: number;
  /** Part of each piece's price that is not taxed. */
  excessOverMinor: number;
  reason?: string;
  rule: TaxRule;
};

/** What the regimes depend on. Scale turns limits of the jurisdiction's currency into the document's. */
export type RegimeQuery = {
  place: string;
  taxClass: string;
  supply: "intra" | "inter";
  on: string;
  exchange?: { documentMinor: number; baseMinor: number };
};

const remembered = new WeakMap<readonly TaxRule[], Map<string, TaxRegime[]>>();
const rememberAtMost = 1000;

/**
 * The price regimes of a tax class at a place on a date, in rising order without gaps from 0 up.
 * Answers are remembered per array of rules: treat such an array as frozen. Throws TaxRuleMissingError.
 */
export function taxRegimes(rules: readonly TaxRule[], query: RegimeQuery): TaxRegime[] {
  const { exchange } = query;
  const scale = exchange ? `${exchange.documentMinor}/${exchange.baseMinor}` : "";
  const key = `${query.place}|${query.taxClass}|${query.supply}|${query.on}|${scale}`;
  let known = remembered.get(rules);
  if (!known || known.size >= rememberAtMost) {
    known = new Map();
    remembered.set(rules, known);
  }
  let regimes = known.get(key);
  if (!regimes) {
    regimes = buildRegimes(rules, query);
    known.set(key, regimes);
  }
  return regimes;
}

/** Does any rule hold at or above this place, whatever the class and date? If not, the seller is not registered there. */
export function hasTaxRules(rules: readonly TaxRule[], place: string): boolean {
  return rules.some((rule) => holdsIn(rule.jurisdiction, place));
}

function holdsIn(jurisdiction: string, place: string): boolean {
  return place === jurisdiction || place.startsWith(`${jurisdiction}-`);
}

function buildRegimes(rules: readonly TaxRule[], query: RegimeQuery): TaxRegime[] {
  const inForce = narrowest(
    rules.filter(
      (rule) =>
        rule.taxClass === query.taxClass &&
        (rule.supply === "any" || rule.supply === query.supply) &&
        rule.validFrom <= query.on &&
        (rule.validTo === null || query.on <= rule.validTo) &&
        holdsIn(rule.jurisdiction, query.place),
    ),
  );
  if (inForce.length === 0) throw new TaxRuleMissingError(query.place, query.taxClass, query.on);
  const convert = limitConverter(query.exchange);
  const cuts = [...new Set(inForce.flatMap((rule) => bandCuts(rule, convert)))].sort((a, b) => a - b);
  const tops = [...cuts, Number.POSITIVE_INFINITY];
  return tops.map((uptoMinor, i) => {
    const fromMinor = i === 0 ? 0 : (cuts[i - 1] ?? 0) + 1;
    const charges = inForce.flatMap((rule) => chargeAt(rule, fromMinor, convert));
    if (charges.length === 0) throw new TaxRuleMissingError(query.place, query.taxClass, query.on);
    return makeRegime(fromMinor, uptoMinor, charges);
  });
}

/** Keeps, for each component, only the rules of the narrowest place that has any. */
function narrowest(rules: readonly TaxRule[]): TaxRule[] {
  const depth = new Map<string, number>();
  for (const rule of rules) {
    depth.set(rule.component, Math.max(depth.get(rule.component) ?? 0, rule.jurisdiction.length));
  }
  return rules.filter((rule) => rule.jurisdiction.length === depth.get(rule.component));
}

/** A limit in the document's currency; inclusive = the last whole minor unit at or below it, else strictly below it. */
type LimitConverter = (limitMinor: number, side: "at_or_below" | "below" | "nearest") => number;

function limitConverter(exchange: RegimeQuery["exchange"]): LimitConverter {
  return (limitMinor, side) => {
    const numerator = BigInt(limitMinor) * BigInt(exchange?.documentMinor ?? 1);
    const denominator = BigInt(exchange?.baseMinor ?? 1);
    if (side === "below") return Number((numerator - 1n) / denominator);
    if (side === "nearest") return Number((numerator * 2n + denominator) / (denominator * 2n));
    return Number(numerator / denominator);
  };
}

/** The prices after which the rule's charge changes: each is the last price of the lower side. */
function bandCuts(rule: TaxRule, convert: LimitConverter): number[] {
  const { band } = rule;
  switch (band.kind) {
    case "all":
      return [];
    case "price_band":
      return [band.aboveMinor, band.uptoMinor].flatMap((limit) =>
        limit === null ? [] : [convert(limit, "at_or_below")],
      );
    case "exempt_below":
      return [convert(band.limitMinor, band.strict ? "below" : "at_or_below")];
    case "tax_excess_over":
    case "rate_switch":
      return [convert(band.limitMinor, "at_or_below")];
  }
}

/** What the rule charges in the stretch of prices that starts at fromMinor: one charge, or none. */
function chargeAt(rule: TaxRule, fromMinor: number, convert: LimitConverter): TaxCharge[] {
  const { band, component, jurisdiction, ratePpm } = rule;
  const base = { component, jurisdiction, ratePpm, excessOverMinor: 0, rule };
  const charge = rule.reason === undefined ? base : { ...base, reason: rule.reason };
  const isBeyond = fromMinor > 0 && fromMinor > (bandCuts(rule, convert).at(-1) ?? 0);
  switch (band.kind) {
    case "all":
      return [charge];
    case "price_band": {
      const above = band.aboveMinor === null || fromMinor > convert(band.aboveMinor, "at_or_below");
      const within = band.uptoMinor === null || fromMinor <= convert(band.uptoMinor, "at_or_below");
      return above && within ? [charge] : [];
    }
    case "exempt_below":
      return [isBeyond ? base : { ...charge, ratePpm: 0, reason: rule.reason ?? "below_threshold" }];
    case "tax_excess_over":
      return isBeyond
        ? [{ ...base, excessOverMinor: convert(band.limitMinor, "nearest") }]
        : [{ ...charge, ratePpm: 0, reason: rule.reason ?? "below_threshold" }];
    case "rate_switch":
      return [isBeyond ? { ...charge, ratePpm: band.aboveRatePpm } : charge];
  }
}

function makeRegime(fromMinor: number, uptoMinor: number, charges: TaxCharge[]): TaxRegime {
  const components = charges.map((charge) => charge.component);
  invariant(
    new Set(components).size === components.length,
    `two tax rules claim one piece: ${charges.map((charge) => charge.rule.source).join(" / ")}`,
  );
  const totalPpm = charges.reduce((sum, charge) => sum + charge.ratePpm, 0);
  const excessPpmMinor = charges.reduce((sum, charge) => sum + charge.ratePpm * charge.excessOverMinor, 0);
  const equalHalves = components.includes("CGST");
  invariant(
    !equalHalves || (charges.length === 2 && charges[0]?.ratePpm === charges[1]?.ratePpm),
    "CGST comes with SGST at the same rate",
  );
  const rateKey = charges.map((c) => `${c.component}@${c.jurisdiction}:${c.ratePpm}>${c.excessOverMinor}`).join(" ");
  return { fromMinor, uptoMinor, charges, totalPpm, excessPpmMinor, equalHalves, rateKey };
}
