import { expect, it } from "vitest";
import { countSkus, type StyleDraft, styleInput } from "./style-draft.ts";

const draft: StyleDraft = {
  code: "sh-1",
  name: "Oxford",
  taxClass: "apparel",
  sizeScaleId: "00000000-0000-7000-8000-000000000001",
  sizes: ["S", "M", "L"],
  colourways: [
    { code: "navy", name: "Navy", hex: "#1f2a44", off: [] },
    { code: "ecru", name: "Ecru", hex: "#e6dcc3", off: ["M"] },
  ],
};

it("sends each colour with the sizes it is made in", () => {
  expect(styleInput(draft)).toMatchObject({
    code: "SH-1",
    colourways: [
      { code: "NAVY", sizes: ["S", "M", "L"] },
      { code: "ECRU", sizes: ["S", "L"] },
    ],
  });
  expect(JSON.stringify(styleInput(draft))).not.toContain("off");
});

it("counts the SKUs to come", () => {
  expect(countSkus(draft)).toBe(5);
});
