import { type InputOf, pricingApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { z } from "zod";

const day = z.iso.date();

/** A promotion as a person says it: whole days, a percentage, channels to tick. */
export const PromotionDraftSchema = z
  .object({
    name: pricingApi.createPromotion.input.shape.name,
    code: pricingApi.createPromotion.input.shape.code,
    kind: z.enum(["percent", "amount"]),
    percent: z.number().min(0.01).max(100).optional(),
    amountMinor: z.int().min(1).optional(),
    categoryId: z.string().optional(),
    coupon: pricingApi.createPromotion.input.shape.coupon,
    couponMostUses: pricingApi.createPromotion.input.shape.couponMostUses,
    startsOn: day,
    endsOn: day,
    stackable: z.boolean(),
    wholesale: z.boolean(),
    retail: z.boolean(),
    web: z.boolean(),
    marketplace: z.boolean(),
  })
  .superRefine((draft, check) => {
    const missing = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
    if (draft.kind === "percent" && draft.percent === undefined) missing("percent", "Say how much");
    if (draft.kind === "amount" && draft.amountMinor === undefined) missing("amountMinor", "Say how much");
    if (draft.endsOn < draft.startsOn) missing("endsOn", "The last day lies before the first");
    if (!pricingApi.channelKinds.some((kind) => draft[kind])) missing("retail", "Choose a channel");
  });
export type PromotionDraft = z.input<typeof PromotionDraftSchema>;

/** What the API is told: instants instead of days (the last day counts whole), hundredths of a percent. */
export function promotionOf(
  draft: PromotionDraft,
  startOf: (day: string) => Date,
): InputOf<typeof pricingApi.createPromotion> {
  const { code, name, kind, percent, amountMinor, categoryId, startsOn, endsOn, stackable } = draft;
  const { coupon, couponMostUses } = draft;
  const channels = pricingApi.channelKinds.filter((channel) => draft[channel]);
  return {
    ...{ code, name, kind, stackable },
    ...(kind === "percent"
      ? { percentBasisPoints: Math.round((percent ?? 0) * 100) }
      : { amountMinor: amountMinor ?? 0 }),
    channelKinds: channels.length === pricingApi.channelKinds.length ? [] : channels,
    categoryIds: categoryId ? [categoryId] : [],
    ...(coupon ? { coupon, ...(couponMostUses === undefined ? {} : { couponMostUses }) } : {}),
    startsAt: startOf(startsOn).toISOString(),
    endsAt: startOf(addDays(endsOn, 1)).toISOString(),
  };
}

export type Phase = "running" | "coming" | "over" | "archived";

/** Where a promotion stands at an instant (milliseconds). */
export function phaseOf(
  promotion: { startsAt: string; endsAt: string; status: "active" | "archived" },
  now: number,
): Phase {
  if (promotion.status === "archived") return "archived";
  if (now < Date.parse(promotion.startsAt)) return "coming";
  return now < Date.parse(promotion.endsAt) ? "running" : "over";
}
