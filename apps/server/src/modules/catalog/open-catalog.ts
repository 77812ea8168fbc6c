import { standardSizeScales } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

const scaleNames: Readonly<Record<string, string>> = {
  ALPHA: "Letters XXS to 5XL",
  ALPHA_SHORT: "Letters S to XXL",
  IN_SHIRT: "Indian shirts 38 to 48",
  WAIST: "Waist in inches 28 to 44",
  EU_WOMEN: "EU women 32 to 48",
  UK_WOMEN: "UK women 4 to 20",
  KIDS_AGE: "Children by age",
  KIDS_HEIGHT: "Children by height in cm",
  EU_SHOE: "EU shoes 35 to 46",
  ONE_SIZE: "One size",
};
const everywhere = ["ALPHA", "ALPHA_SHORT", "WAIST", "KIDS_AGE", "EU_SHOE", "ONE_SIZE"];
const ofCountry: Readonly<Record<string, readonly string[]>> = {
  IN: ["IN_SHIRT"],
  GB: ["UK_WOMEN"],
  IE: ["UK_WOMEN", "EU_WOMEN"],
  US: [],
};
/** Where nothing more is known: the scales of the European mainland. */
const elsewhere = ["EU_WOMEN", "KIDS_HEIGHT"];

const commonCategories: readonly (readonly [string, string])[] = [
  ["MEN", "Men"],
  ["WOMEN", "Women"],
  ["KIDS", "Kids"],
  ["SHIRTS", "Shirts"],
  ["TSHIRTS", "T-shirts"],
  ["TROUSERS", "Trousers"],
  ["DRESSES", "Dresses"],
  ["KNITWEAR", "Knitwear"],
  ["OUTERWEAR", "Outerwear"],
  ["FOOTWEAR", "Footwear"],
  ["ACCESSORIES", "Accessories"],
];
const indianCategories: readonly (readonly [string, string])[] = [
  ["KURTAS", "Kurtas"],
  ["SAREES", "Sarees"],
  ["ETHNIC", "Ethnic sets"],
  ["FABRIC", "Fabric"],
];

/** What a new business's catalog begins with: the size scales of its country and a few categories. */
export async function openCatalog(ctx: Ctx): Promise<void> {
  const { sql, tenantId, tenant } = ctx;
  const scales = [...everywhere, ...(ofCountry[tenant.country] ?? elsewhere)].map((code) => ({
    id: newId(),
    code,
    name: scaleNames[code],
    sizes: standardSizeScales[code],
  }));
  const categories = [...commonCategories, ...(tenant.country === "IN" ? indianCategories : [])].map(
    ([code, name]) => ({ id: newId(), code, name }),
  );
  await Promise.all([
    sql`
      insert into size_scale (tenant_id, id, code, name, sizes)
      select ${tenantId}, r.id, r.code, r.name, r.sizes
      from jsonb_to_recordset(${jsonRows(sql, scales)}::jsonb) as r(id uuid, code text, name text, sizes text[])`,
    sql`
      insert into category (tenant_id, id, code, name)
      select ${tenantId}, r.id, r.code, r.name
      from jsonb_to_recordset(${jsonRows(sql, categories)}::jsonb) as r(id uuid, code text, name text)`,
  ]);
}
