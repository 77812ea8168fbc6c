"use client";

import { money, taxName, taxNote } from "../../lib/format.ts";
import type { Cart, CartQuote } from "../../lib/types.ts";
import { Field } from "../field.tsx";
import { SumLine } from "../sum-line.tsx";
import { useWords } from "../words.tsx";
import type { Front } from "./front.ts";

interface Props {
  shop: Front;
  cart: Cart;
  quote: CartQuote | null;
  fields: Record<string, string>;
  problems: Record<string, string>;
  isSending: boolean;
}

/** What is bought and what it comes to, with the button that buys. */
export function Sum({ shop, cart: before, quote, fields, problems, isSending }: Props) {
  const t = useWords();
  const cart = quote?.cart ?? before;
  return (
    <section className="summary" aria-label={t("Your order")}>
      <Lines shop={shop} cart={cart} />
      <Field label={t("Coupon")} name="coupon" autoComplete="off" fields={fields} problems={problems} />
      <Amounts shop={shop} cart={cart} quote={quote} />
      {quote && <input type="hidden" name="totalMinor" value={quote.totalMinor} />}
      <button
        type="submit"
        name="do"
        value={quote ? "place" : "show"}
        className="button button-wide"
        aria-disabled={isSending}
      >
        {quote ? (isSending ? t("One moment") : t("Place the order")) : t("Show the total")}
      </button>
      {quote && (
        <noscript>
          <button type="submit" name="do" value="show" className="link">
            {t("Show the total anew")}
          </button>
        </noscript>
      )}
      <p className="quiet small">
        {shop.returnDays > 0 && `${t("{{count}} days to send it back.", { count: shop.returnDays })} `}
        {t("You pay the total that stands here, and no other.")}
      </p>
    </section>
  );
}

function Lines({ shop, cart }: { shop: Front; cart: Cart }) {
  const t = useWords();
  return (
    <ul className="sum-lines">
      {cart.lines.map((line) => (
        <SumLine key={line.skuId} shop={shop} line={line} t={t} />
      ))}
    </ul>
  );
}

function Amounts({ shop, cart, quote }: Pick<Props, "shop" | "cart" | "quote">) {
  const t = useWords();
  const delivery = (minor: number) => (minor === 0 ? t("Free") : money(shop, minor));
  return (
    <dl aria-live="polite">
      <div>
        <dt>{t("Goods")}</dt>
        <dd>{money(shop, cart.goodsMinor)}</dd>
      </div>
      <div>
        <dt>{t("Delivery")}</dt>
        <dd>{quote ? delivery(quote.deliveryMinor) : t("by address")}</dd>
      </div>
      {quote && shop.priceMode === "exclusive" && (
        <div>
          <dt>{t("Tax")}</dt>
          <dd>{money(shop, quote.taxMinor)}</dd>
        </div>
      )}
      <div className="total">
        <dt>{t("Total")}</dt>
        <dd>{money(shop, quote ? quote.totalMinor : cart.goodsMinor)}</dd>
      </div>
      {cart.discountMinor > 0 && (
        // Already off the goods above: told of, not taken off again.
        <div className="less">
          <dt>{t("You save")}</dt>
          <dd>{money(shop, cart.discountMinor)}</dd>
        </div>
      )}
      {quote && shop.priceMode === "inclusive" && (
        <div className="quiet small">
          <dt>{taxNote(shop, t)}</dt>
          <dd>{quote.taxes.map((tax) => `${t(taxName(tax.component))} ${money(shop, tax.taxMinor)}`).join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
