import type { TaxRule } from "../tax-rule.ts";
import { ireland, unitedKingdom } from "./europe.ts";
import { india } from "./india.ts";
import { massachusetts, newYork, rhodeIsland, vermont } from "./united-states.ts";

/**
 * Dated tax rules with their sources, by country (and by state in the US). A tenant's rules begin as a copy of the
 * pack of its country; "US" is all the states here, which do not meet because each row names its state.
 */
export const taxPacks: Readonly<Record<string, TaxRule[]>> = {
  IN: india,
  GB: unitedKingdom,
  IE: ireland,
  US: [...newYork, ...massachusetts, ...rhodeIsland, ...vermont],
  "US-NY": newYork,
  "US-MA": massachusetts,
  "US-RI": rhodeIsland,
  "US-VT": vermont,
};
