import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ask, ShopError } from "../../lib/api.ts";
import { checkoutInput, isQuotable } from "../../lib/checkout-input.ts";
import { readDraft } from "../../lib/draft.ts";
import { saidNo, saidOfFields } from "../../lib/said-no.ts";
import { type CartQuote, type ShopperView, shopApi } from "../../lib/types.ts";
import { findCart, findShop, findShopper, getVisitor } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";
import { CheckoutForm } from "../../parts/checkout/checkout-form.tsx";
import { Held } from "../../parts/held.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Checkout"),
  robots: { index: false },
});

export default async function CheckoutPage() {
  const shop = await findShop();
  if (!shop) return null;
  const [cart, shopper, draft, t] = await Promise.all([findCart(), findShopper(), readDraft(), getWords()]);
  // What cannot be had any more is mended in the bag; what was typed here is kept meanwhile.
  if (!cart || cart.lines.some((l) => l.state === "gone" || l.state === "short")) redirect("/bag");
  const fields = { country: shop.country, ...fieldsOf(shopper), ...draft.fields };
  const { quote, problems } = await quoteOf(fields, draft.problems);
  const { validUntil: _until, ...front } = shop;
  return (
    <>
      <h1 className="list-title">{t("Checkout")}</h1>
      {!shopper && (
        <p className="list-blurb">
          <Link href="/sign-in?back=/checkout" prefetch={false}>
            {t("Sign in if you have an account")}
          </Link>
          {t(", or go on as a guest.")}
        </p>
      )}
      <Held shop={shop} cart={cart} back="/checkout" />
      <CheckoutForm
        shop={front}
        cart={cart}
        fields={fields}
        problems={problems}
        firstQuote={quote}
        isSignedIn={shopper !== null}
        askedForNews={shopper?.wantsNews ?? false}
      />
    </>
  );
}

/** What the account knows already. */
function fieldsOf(shopper: ShopperView | null): Record<string, string> {
  if (!shopper) return {};
  const address = shopper.addresses.find((a) => a.isDefault) ?? shopper.addresses[0];
  return {
    email: shopper.email,
    name: shopper.name,
    phone: shopper.phone ?? "",
    ...(address
      ? {
          line1: address.line1,
          line2: address.line2 ?? "",
          city: address.city,
          state: address.state ?? "",
          postcode: address.postcode ?? "",
          country: address.country,
        }
      : {}),
  };
}

async function quoteOf(
  fields: Record<string, string>,
  before: Record<string, string>,
): Promise<{ quote: CartQuote | null; problems: Record<string, string> }> {
  if (!isQuotable(fields)) return { quote: null, problems: before };
  try {
    return { quote: await ask(shopApi.quoteCart, checkoutInput(fields), await getVisitor()), problems: before };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    const told = Object.fromEntries(saidOfFields(error, t).map((f) => [f.path.replace(/^shipTo\./, ""), f.words]));
    const names = Object.keys(told);
    const problems = { ...(names.length > 0 ? told : { "": saidNo(error, t) }), ...before };
    // A coupon that is none takes nothing away from delivery and total.
    return names.length === 1 && names[0] === "coupon"
      ? quoteOf({ ...fields, coupon: "" }, problems)
      : { quote: null, problems };
  }
}
