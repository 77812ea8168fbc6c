import {
  calculateTax,
  type DocumentTax,
  minorToDecimal,
  TaxDeadBandError,
  type TaxDocument,
  TaxRuleMissingError,
} from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { loadTaxRules } from "./load-tax-rules.ts";

/**
 * Tax of a document by the tenant's dated rules (domain's `calculateTax`); no statement once the rules are cached.
 * @throws no_tax_rule naming class, place and date; price_in_dead_band under the policy "refuse"
 */
export async function calculateDocumentTax(ctx: Ctx, document: TaxDocument): Promise<DocumentTax> {
  const rules = await loadTaxRules(ctx);
  try {
    return calculateTax(document, rules);
  } catch (error) {
    throw inWords(ctx, error);
  }
}

function inWords(ctx: Ctx, error: unknown): unknown {
  if (error instanceof TaxRuleMissingError) {
    const { taxClass, place, on } = error;
    return new AppError(
      "no_tax_rule",
      `There is no tax rule for class "${taxClass}" in ${place} on ${on}. Give the style another tax class, or add the rule.`,
      { details: { taxClass, place, on } },
    );
  }
  if (error instanceof TaxDeadBandError) {
    const { lineId, pieceMinor, snappedMinor } = error;
    const money = (minor: number) => `${minorToDecimal(minor, ctx.tenant.currency)} ${ctx.tenant.currency}`;
    return new AppError(
      "price_in_dead_band",
      `No tax rate fits a price of ${money(pieceMinor)}, tax included; the next lower price that fits is ${money(snappedMinor)}.`,
      { details: { lineId, pieceMinor, snappedMinor } },
    );
  }
  return error;
}
