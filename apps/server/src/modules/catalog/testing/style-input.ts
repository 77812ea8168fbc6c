import type { catalogApi, InputOf } from "@selvedge/contract";
import type { TestTenant } from "../../../testing/open-test-tenant.ts";
import { listSizeScales } from "../size-scales.ts";

type StyleInput = InputOf<typeof catalogApi.createStyle>;

/** The id of a size scale that sign-up made. */
export async function sizeScaleId(tenant: TestTenant, code = "ALPHA_SHORT"): Promise<string> {
  const { items } = await tenant.run(listSizeScales, {});
  const scale = items.find((item) => item.code === code);
  if (!scale) throw new Error(`sign-up made no size scale ${code}`);
  return scale.id;
}

/** A kurta in indigo and rust, S to XXL, unless told otherwise. */
export async function aStyle(tenant: TestTenant, overrides: Partial<StyleInput> = {}): Promise<StyleInput> {
  return {
    code: "KURTA12",
    name: "Handloom kurta",
    taxClass: "apparel",
    hsnCode: "6205",
    sizeScaleId: overrides.sizeScaleId ?? (await sizeScaleId(tenant)),
    colourways: [
      { code: "IND", name: "Indigo", hex: "#1F2A44" },
      { code: "RST", name: "Rust", hex: "#b7410e" },
    ],
    ...overrides,
  };
}
