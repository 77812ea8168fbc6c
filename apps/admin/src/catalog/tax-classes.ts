import type { Translate } from "../i18n/i18n.ts";

/** Tax classes every country's rules know, in a merchant's words. */
export function taxClassOptions(t: Translate) {
  return [
    { value: "apparel", label: t("Clothing") },
    { value: "clothing_child", label: t("Children's clothing") },
    { value: "footwear", label: t("Footwear") },
    { value: "accessory", label: t("Accessory") },
    { value: "fabric", label: t("Fabric") },
    { value: "standard", label: t("Standard rate") },
  ];
}
