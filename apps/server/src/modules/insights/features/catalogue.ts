import type { learningApi, OutputOf } from "@selvedge/contract";

export type Feature = Omit<OutputOf<typeof learningApi.listFeatures>["items"][number], "quality">;

const features = new Map<string, Feature>();

const keyOf = (kind: string, name: string) => `${kind} ${name}`;

/** Puts the inputs of a learner into the catalogue: what each means, whose facts it is made from, what is right for it. */
export function registerFeatures(kind: string, list: readonly Omit<Feature, "kind">[]): void {
  for (const feature of list) features.set(keyOf(kind, feature.name), { kind, ...feature });
}

export const findFeature = (kind: string, name: string): Feature | null => features.get(keyOf(kind, name)) ?? null;

export const listCatalogue = (): readonly Feature[] => [...features.values()];
