import { countryStarts, sizeScaleNames, standardSizeScales } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

/** Where nothing more is known: the scales of the European mainland. */
const elsewhere = ["ALPHA", "ALPHA_SHORT", "WAIST", "KIDS_AGE", "EU_SHOE", "ONE_SIZE", "EU_WOMEN", "KIDS_HEIGHT"];

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

/** What a new business's catalog begins with: its size scales, or those of its country, and a few categories. */
export async function openCatalog(ctx: Ctx, chosen?: readonly string[]): Promise<void> {
  const { sql, tenantId, tenant } = ctx;
  const codes = chosen ?? countryStarts[tenant.country]?.sizeScales ?? elsewhere;
  const unknown = codes.find((code) => !standardSizeScales[code]);
  if (unknown) throw fieldError("sizeScales", `There is no scale ${unknown}`);
  const scales = [...new Set(codes)].map((code) => ({
    id: newId(),
    code,
    name: sizeScaleNames[code],
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
