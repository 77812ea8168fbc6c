/** One thing that moved a suggestion, as a screen lists it: name, amount, unit in words (money in minor units). */
export type Factor = { factor: string; value: number; unit: string };
