import { roundTo } from "./money.ts";

/** Smallest cash amount that can be handed over, in minor units, where coins below it are gone from use. */
const smallestCash: Readonly<Record<string, number>> = {
  INR: 100,
  CHF: 5,
  AUD: 5,
  NZD: 10,
  CAD: 5,
  SEK: 100,
  NOK: 100,
  DKK: 50,
  HUF: 500,
  CZK: 100,
  EUR: 1,
  GBP: 1,
  USD: 1,
};

/** The step that cash is rounded to: a whole rupee, five centimes. 1 rounds nothing. */
export function cashStepMinor(currency: string): number {
  return smallestCash[currency] ?? 1;
}

/** What an amount becomes when it is paid in cash, and by how much that is more (or less) than the amount. */
export function roundCash(amountMinor: number, currency: string): { cashMinor: number; roundingMinor: number } {
  const cashMinor = roundTo(amountMinor, cashStepMinor(currency));
  return { cashMinor, roundingMinor: cashMinor - amountMinor + 0 };
}

const notes: Readonly<Record<string, readonly number[]>> = {
  INR: [10_000, 20_000, 50_000, 100_000, 200_000],
  GBP: [500, 1_000, 2_000, 5_000],
  EUR: [500, 1_000, 2_000, 5_000, 10_000],
  USD: [500, 1_000, 2_000, 5_000, 10_000],
};

/** Amounts that a buyer is likely to hand over: just the amount, then the next rounder ones that notes can make. */
export function likelyCash(amountMinor: number, currency: string): number[] {
  const steps = notes[currency] ?? [1_000, 2_000, 5_000, 10_000];
  const likely = new Set<number>([amountMinor]);
  for (const step of steps) likely.add(Math.ceil(amountMinor / step) * step);
  return [...likely].sort((a, b) => a - b).slice(0, 4);
}

/** Coins and notes to count in a drawer, dearest first, in minor units. */
export function denominations(currency: string): readonly number[] {
  const sets: Readonly<Record<string, readonly number[]>> = {
    INR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
    GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
    EUR: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
    USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
  };
  return sets[currency] ?? [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1];
}
