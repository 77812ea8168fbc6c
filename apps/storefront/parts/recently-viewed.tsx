import { cookies } from "next/headers";
import { askKept } from "../lib/kept.ts";
import { type ShopFront, shopApi } from "../lib/types.ts";
import { getVisitor, seenCookie } from "../lib/visitor.ts";
import { getWords } from "../lib/words.ts";
import { StyleRow } from "./style-row.tsx";

/** What this visitor looked at before, from a cookie that the server writes. */
export async function RecentlyViewed({ shop, except }: { shop: ShopFront; except?: string }) {
  const seen = ((await cookies()).get(seenCookie)?.value ?? "")
    .split(",")
    .map(decodeURIComponent)
    .filter((code) => code !== "" && code !== except)
    .slice(0, 8);
  if (seen.length === 0) return null;
  const { items } = await askKept(shopApi.listShopStyles, { codes: seen.join(",") }, await getVisitor());
  if (items.length === 0) return null;
  const t = await getWords();
  return (
    <section className="block">
      <h2>{t("Recently viewed")}</h2>
      <StyleRow shop={shop} styles={items} label={t("Recently viewed")} t={t} />
    </section>
  );
}
