/** The checkout's form fields as the API's input; blank is left out. */
export function checkoutInput(fields: Record<string, string | undefined>) {
  const text = (name: string) => fields[name]?.trim() || undefined;
  return {
    shipTo: {
      line1: text("line1") ?? "",
      line2: text("line2"),
      city: text("city") ?? "",
      state: text("state"),
      postcode: text("postcode"),
      country: text("country") ?? "",
    },
    deliveryId: text("deliveryId"),
    coupon: text("coupon"),
  };
}

/** Enough of an address to say what delivery and tax come to. */
export function isQuotable(fields: Record<string, string | undefined>): boolean {
  return Boolean(fields["line1"] && fields["city"] && fields["country"]);
}

export const checkoutFields = [
  ...["email", "name", "phone", "line1", "line2", "city", "state", "postcode", "country"],
  ...["deliveryId", "coupon", "pays", "keepAddress", "wantsNews", "noReminder"],
] as const;
