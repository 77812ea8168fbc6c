import { invariant } from "./invariant.ts";
import { splitMinor } from "./split-minor.ts";
import type { DocumentTax, TaxComponent, TaxDocument, TaxedLine, TaxLineInput, TaxTotal } from "./tax-document.ts";
import { hasTaxRules, type TaxRegime, taxRegimes } from "./tax-regime.ts";
import { TaxDeadBandError, type TaxRule } from "./tax-rule.ts";
import { type PriceMode, solvePiece, taxOfCharges } from "./tax-solve.ts";
import { type SupplyTreatment, supplyTreatment } from "./tax-supply.ts";

/** Pieces of one line that fall under one regime. Amounts are absolute; the sign is the line's. */
type TaxPart = { lineIndex: number; regime: TaxRegime; pieces: number; amountMinor: number; taxes: number[] };

/**
 * Tax of a document. Discounts are spread first, to lines and then to pieces; each piece is judged by its own price
 * (pieces of one line may fall on both sides of a limit when pennies do not divide evenly); tax is then computed on
 * the pieces of a line that share a rate. The lines add up to the document under both roundings, CGST equals SGST on
 * every line, and a document with every sign turned gives every amount turned.
 * Throws TaxRuleMissingError, and TaxDeadBandError under deadBandPolicy "refuse".
 */
export function calculateTax(document: TaxDocument, rules: readonly TaxRule[]): DocumentTax {
  const lines = document.lines.map(netLine);
  spreadDocumentDiscount(lines, document.documentDiscountMinor ?? 0);
  let treatment = supplyTreatment(document);
  if (treatment.taxed && !hasTaxRules(rules, treatment.place)) treatment = { taxed: false, reason: "not_registered" };
  const parts: TaxPart[] = [];
  if (treatment.taxed) {
    const judging = { document, regimesOf: regimeFinder(document, rules, treatment), parts };
    for (let i = 0; i < lines.length; i++) judgeLine(judging, lines[i]!, i);
  }
  if (document.rounding === "document") shareDocumentTax(document.priceMode, parts, lines);
  else
    for (const part of parts) part.taxes = taxOfCharges(part.regime, document.priceMode, part.amountMinor, part.pieces);
  return assemble(document, treatment, lines, parts);
}

type NetLine = {
  input: TaxLineInput;
  sign: number;
  grossMinor: number;
  discountMinor: number;
  /** Price after every discount, absolute. */
  netMinor: number;
  reason?: string;
  adjustedFromMinor?: number;
};

function netLine(input: TaxLineInput): NetLine {
  const grossMinor = input.grossMinor ?? (input.unitPriceMinor ?? Number.NaN) * input.qty;
  const discountMinor = input.discountMinor ?? 0;
  const sign = Math.sign(input.qty);
  invariant(
    Number.isSafeInteger(input.qty) && sign !== 0,
    `line ${input.lineId}: the quantity is a whole number, not 0`,
  );
  invariant(
    Number.isSafeInteger(grossMinor) && Number.isSafeInteger(discountMinor),
    `line ${input.lineId}: amounts are whole minor units`,
  );
  const netMinor = sign * (grossMinor - discountMinor) + 0;
  invariant(netMinor >= 0, `line ${input.lineId}: the price after discount has the sign of the quantity`);
  return { input, sign, grossMinor, discountMinor, netMinor };
}

function spreadDocumentDiscount(lines: NetLine[], discountMinor: number): void {
  if (discountMinor === 0) return;
  const sign = Math.sign(discountMinor);
  const bearing = lines.filter((line) => line.sign === sign);
  const shares = splitMinor(
    discountMinor,
    bearing.map((line) => line.netMinor),
  );
  for (let i = 0; i < bearing.length; i++) {
    const line = bearing[i]!;
    const share = shares[i]!;
    line.discountMinor += share;
    line.netMinor -= Math.abs(share);
    invariant(line.netMinor >= 0, "the document discount does not exceed the document");
  }
}

/** Looks a class and date up once per document, so that lines of one rate share one regime object. */
function regimeFinder(
  document: TaxDocument,
  rules: readonly TaxRule[],
  treatment: SupplyTreatment & { taxed: true },
): (line: TaxLineInput) => readonly TaxRegime[] {
  const found = new Map<string, TaxRegime[]>();
  return ({ taxClass, supplyOn }) => {
    const on = supplyOn ?? document.supplyOn;
    const key = `${on} ${taxClass}`;
    let regimes = found.get(key);
    if (!regimes) {
      const { place, supply } = treatment;
      regimes = taxRegimes(rules, { place, supply, taxClass, on, exchange: document.exchange });
      found.set(key, regimes);
    }
    return regimes;
  };
}

type Judging = {
  document: TaxDocument;
  regimesOf: (line: TaxLineInput) => readonly TaxRegime[];
  /** Where the judged pieces are gathered. */
  parts: TaxPart[];
};

/** Splits a line into pieces (equal to the minor unit) and finds each one's regime: at most two prices, two parts. */
function judgeLine(judging: Judging, line: NetLine, lineIndex: number): void {
  const regimes = judging.regimesOf(line.input);
  const pieces = Math.abs(line.input.qty);
  const dearer = line.netMinor % pieces;
  const price = (line.netMinor - dearer) / pieces;
  const found: TaxPart[] = [];
  for (const [pieceMinor, count] of [
    [price + 1, dearer],
    [price, pieces - dearer],
  ] as const) {
    if (count === 0) continue;
    const { regime, priceMinor } = judgePieces(judging.document, regimes, line, pieceMinor, count);
    const same = found.find((part) => part.regime === regime);
    if (same) {
      same.pieces += count;
      same.amountMinor += priceMinor * count;
    } else {
      found.push({ lineIndex, regime, pieces: count, amountMinor: priceMinor * count, taxes: [] });
    }
  }
  judging.parts.push(...found);
}

/** The regime of pieces of one price, and the price they end at: a price no rate answers is dealt with by the policy. */
function judgePieces(
  document: TaxDocument,
  regimes: readonly TaxRegime[],
  line: NetLine,
  pieceMinor: number,
  count: number,
): { regime: TaxRegime; priceMinor: number } {
  const solved = solvePiece(regimes, line.input.reverseCharge ? "exclusive" : document.priceMode, pieceMinor);
  if (solved.kind === "found") return { regime: solved.regime, priceMinor: pieceMinor };
  if (document.deadBandPolicy === "refuse") {
    throw new TaxDeadBandError(line.input.lineId, pieceMinor, solved.snappedMinor);
  }
  if (document.deadBandPolicy === "force_high") {
    line.reason = "dead_band_forced_high";
    return { regime: solved.higher, priceMinor: pieceMinor };
  }
  const loweredMinor = (pieceMinor - solved.snappedMinor) * count;
  line.adjustedFromMinor ??= line.netMinor;
  line.netMinor -= loweredMinor;
  line.discountMinor += line.sign * loweredMinor;
  line.reason = "dead_band_snapped_down";
  return { regime: solved.lower, priceMinor: solved.snappedMinor };
}

/** Rounds each rate's tax once for the document and shares it over the parts, sales and returns apart. */
function shareDocumentTax(mode: PriceMode, parts: TaxPart[], lines: readonly NetLine[]): void {
  const groups = new Map<string, [TaxPart[], TaxPart[]]>();
  for (const part of parts) {
    // Nothing is charged on these: in a group they would draw away tax that other lines owe.
    if (lines[part.lineIndex]!.input.reverseCharge) continue;
    let group = groups.get(part.regime.rateKey);
    if (!group) {
      group = [[], []];
      groups.set(part.regime.rateKey, group);
    }
    group[lines[part.lineIndex]!.sign > 0 ? 0 : 1].push(part);
  }
  for (const bySign of groups.values()) {
    for (const group of bySign) {
      const regime = group[0]?.regime;
      if (!regime) continue;
      const amountMinor = group.reduce((sum, part) => sum + part.amountMinor, 0);
      const pieces = group.reduce((sum, part) => sum + part.pieces, 0);
      const totals = taxOfCharges(regime, mode, amountMinor, pieces);
      const ownTax = (part: TaxPart) => taxedValue(regime, part.amountMinor, part.pieces);
      const weights = group.map(ownTax);
      // Equal totals get equal shares, as splitMinor decides by weights alone: CGST = SGST on each line too.
      const shares = totals.map((total) => splitMinor(total, weights));
      group.forEach((part, i) => {
        part.taxes = shares.map((share) => share[i]!);
      });
    }
  }
}

/** A part's weight when a regime's tax is shared out: its price, less what is free of tax in it. */
function taxedValue(regime: TaxRegime, amountMinor: number, pieces: number): number {
  if (regime.excessPpmMinor === 0) return amountMinor;
  return Math.max(0, amountMinor - Math.floor(regime.excessPpmMinor / regime.totalPpm) * pieces);
}

function assemble(
  document: TaxDocument,
  treatment: SupplyTreatment,
  netLines: readonly NetLine[],
  parts: readonly TaxPart[],
): DocumentTax {
  const lines = netLines.map((line) => startLine(line, treatment));
  for (const part of parts) addPart(document.priceMode, lines[part.lineIndex]!, netLines[part.lineIndex]!, part);
  const totals = new Map<string, TaxTotal>();
  const sum = { discountMinor: 0, taxableMinor: 0, taxMinor: 0, totalMinor: 0 };
  for (const line of lines) {
    if (line.reason === undefined && line.components.length > 0 && line.components.every((c) => c.ratePpm === 0)) {
      const reason = line.components.find((c) => c.reason !== undefined)?.reason;
      if (reason !== undefined) line.reason = reason;
    }
    sum.discountMinor += line.discountMinor;
    sum.taxableMinor += line.taxableMinor;
    sum.taxMinor += line.taxMinor;
    sum.totalMinor += line.totalMinor;
    for (const component of line.components) addToTotals(totals, component);
  }
  return { lines, ...sum, components: [...totals.values()], treatment };
}

function startLine(line: NetLine, treatment: SupplyTreatment): TaxedLine {
  const netMinor = line.sign * line.netMinor + 0;
  const taxed: TaxedLine = {
    lineId: line.input.lineId,
    grossMinor: line.grossMinor,
    discountMinor: line.discountMinor,
    taxableMinor: netMinor,
    taxMinor: 0,
    totalMinor: netMinor,
    components: [],
  };
  if (line.input.hsnCode !== undefined) taxed.hsnCode = line.input.hsnCode;
  if (line.reason !== undefined) taxed.reason = line.reason;
  if (!treatment.taxed) taxed.reason = treatment.reason;
  else if (line.input.reverseCharge) taxed.reason = "reverse_charge";
  if (line.adjustedFromMinor !== undefined) taxed.adjustedFromMinor = line.sign * line.adjustedFromMinor;
  return taxed;
}

function addPart(mode: PriceMode, taxed: TaxedLine, line: NetLine, part: TaxPart): void {
  const { regime, pieces } = part;
  const reversed = line.input.reverseCharge === true;
  let partTax = 0;
  if (!reversed) for (const tax of part.taxes) partTax += tax;
  const valueMinor = mode === "inclusive" ? part.amountMinor - partTax : part.amountMinor;
  regime.charges.forEach((charge, i) => {
    const { rule } = charge;
    const component: TaxComponent = {
      component: charge.component,
      jurisdiction: charge.jurisdiction,
      ratePpm: charge.ratePpm,
      taxableMinor: line.sign * (valueMinor - charge.excessOverMinor * pieces) + 0,
      taxMinor: reversed ? 0 : line.sign * part.taxes[i]! + 0,
      validFrom: rule.validFrom,
      source: rule.source,
    };
    const reason = reversed ? "reverse_charge" : charge.reason;
    if (reason !== undefined) component.reason = reason;
    if (rule.id !== undefined) component.ruleId = rule.id;
    taxed.components.push(component);
  });
  const tax = line.sign * partTax + 0;
  taxed.taxMinor += tax;
  if (mode === "inclusive") taxed.taxableMinor -= tax;
  else taxed.totalMinor += tax;
}

function addToTotals(totals: Map<string, TaxTotal>, part: TaxComponent): void {
  const { component, jurisdiction, ratePpm, taxableMinor, taxMinor, reason } = part;
  const key = `${component}|${jurisdiction}|${ratePpm}|${reason ?? ""}`;
  const total = totals.get(key);
  if (total) {
    total.taxableMinor += taxableMinor;
    total.taxMinor += taxMinor;
  } else {
    const first: TaxTotal = { component, jurisdiction, ratePpm, taxableMinor, taxMinor };
    totals.set(key, reason === undefined ? first : { ...first, reason });
  }
}
