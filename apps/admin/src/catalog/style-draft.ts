import type { catalogApi, InputOf } from "@selvedge/contract";

type CreateStyle = InputOf<typeof catalogApi.createStyle>;

/** What the new-style form holds: the command's input, with the sizes a colour is *not* made in kept per colour. */
export type StyleDraft = Omit<CreateStyle, "colourways" | "sizes"> & {
  sizes: string[];
  colourways: { code: string; name: string; hex: string; off: string[] }[];
};

/** The command's input from the draft: each colour with the sizes it is made in, in the order of the scale. */
export function styleInput(draft: StyleDraft): CreateStyle {
  const { colourways, ...rest } = draft;
  return {
    ...rest,
    code: draft.code?.toUpperCase(),
    colourways: colourways.map(({ off = [], ...colourway }) => ({
      ...colourway,
      code: colourway.code?.toUpperCase(),
      sizes: draft.sizes.filter((size) => !off.includes(size)),
    })),
  };
}

/** SKUs the draft will make. */
export const countSkus = (draft: Pick<StyleDraft, "sizes" | "colourways">): number =>
  draft.colourways.reduce((sum, { off }) => sum + draft.sizes.filter((size) => !(off ?? []).includes(size)).length, 0);
