"use client";

import { type FormEvent, useRef, useState } from "react";
import { checkoutFields, isQuotable } from "../lib/checkout-input.ts";
import { day, money, sizeName, taxName, taxNote } from "../lib/format.ts";
import type { Cart, CartQuote, ShopFront } from "../lib/types.ts";
import { AddressFields } from "./address-fields.tsx";
import { Field } from "./field.tsx";
import { Picture } from "./picture.tsx";
import { useWords } from "./words.tsx";

type Front = Omit<ShopFront, "validUntil">;
interface Props {
  shop: Front;
  cart: Cart;
  fields: Record<string, string>;
  problems: Record<string, string>;
  firstQuote: CartQuote | null;
  isSignedIn: boolean;
  askedForNews: boolean;
}

/**
 * The whole checkout on one page. Without script, "Show the total" makes the page anew with delivery and tax; with it
 * the total follows what is typed. Placing sends the total that was shown, so that nobody pays another.
 */
export function CheckoutForm({ shop, cart, fields, problems, firstQuote, isSignedIn, askedForNews }: Props) {
  const t = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [quote, setQuote] = useState(firstQuote);
  const [wrong, setWrong] = useState(problems);
  const [isSending, setSending] = useState(false);
  const asked = useRef("");

  async function requote(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as unknown as HTMLInputElement;
    if (!form.current) return;
    if (name === "email" || name === "noReminder") noteContact(new FormData(form.current));
    if (["email", "name", "phone", "pays", "keepAddress", "wantsNews", "noReminder"].includes(name)) return;
    const typed = Object.fromEntries(
      [...new FormData(form.current)].filter(([key]) => (checkoutFields as readonly string[]).includes(key)),
    ) as Record<string, string>;
    if (!isQuotable(typed)) return;
    const body = new URLSearchParams(typed);
    asked.current = body.toString();
    const answer = await fetch("/do/quote", { method: "POST", body }).catch(() => null);
    if (asked.current !== body.toString() || !answer) return;
    const told = (await answer.json()) as { quote?: CartQuote; problems?: Record<string, string> };
    setQuote(told.quote ?? null);
    // What is still to be typed is not yet wrong.
    const known = Object.entries(told.problems ?? {}).filter(([key]) => key === "" || typed[key]);
    setWrong(Object.fromEntries(known));
  }

  return (
    <form
      ref={form}
      action="/do/checkout"
      method="post"
      className="checkout"
      onBlur={requote}
      onChange={(event) => {
        const tag = (event.target as unknown as HTMLElement).tagName;
        const { type } = event.target as unknown as HTMLInputElement;
        if (tag === "SELECT" || type === "radio" || type === "checkbox") void requote(event);
      }}
      onSubmit={(event) => {
        if (isSending) event.preventDefault();
        setSending(true);
      }}
    >
      <div className="checkout-fields">
        {wrong[""] && (
          <p className="bad" role="alert">
            {wrong[""]}
          </p>
        )}
        <fieldset>
          <legend>{t("Who you are")}</legend>
          <div className="fields">
            <Field
              label={t("E-mail")}
              name="email"
              type="email"
              required
              autoComplete="email"
              fields={fields}
              problems={wrong}
              hint={t("For the confirmation and to follow the parcel")}
            />
            {shop.remindsOfBags && (
              <label className="tick">
                <input type="checkbox" name="noReminder" value="1" defaultChecked={fields["noReminder"] === "1"} />
                {t("If I leave my bag behind, do not write to me about it")}
              </label>
            )}
            <Field label={t("Name")} name="name" required autoComplete="name" fields={fields} problems={wrong} />
            <Field
              label={t("Phone")}
              name="phone"
              type="tel"
              autoComplete="tel"
              fields={fields}
              problems={wrong}
              hint={t("So that the driver can ring")}
            />
          </div>
        </fieldset>
        <fieldset>
          <legend>{t("Where it goes")}</legend>
          <AddressFields shop={shop} fields={fields} problems={wrong} />
          {isSignedIn && (
            <label className="tick">
              <input type="checkbox" name="keepAddress" value="1" defaultChecked={fields["keepAddress"] === "1"} />
              {t("Keep this address for the next time")}
            </label>
          )}
        </fieldset>
        <Deliveries shop={shop} quote={quote} chosen={fields["deliveryId"]} problem={wrong["deliveryId"]} />
        <PayWays shop={shop} quote={quote} chosen={fields["pays"]} problem={wrong["pays"]} />
        {isSignedIn && !askedForNews && (
          <label className="tick">
            <input type="checkbox" name="wantsNews" value="1" />
            {t("Write to me about new arrivals, now and then")}
          </label>
        )}
      </div>
      <Sum
        shop={shop}
        cart={quote?.cart ?? cart}
        quote={quote}
        fields={fields}
        problems={wrong}
        isSending={isSending}
      />
    </form>
  );
}

/** So that the bag can be told of, should it be left behind; nothing waits for it. */
function noteContact(form: FormData): void {
  const body = new URLSearchParams({
    email: String(form.get("email") ?? ""),
    noReminder: String(form.get("noReminder") ?? ""),
  });
  void fetch("/do/bag/contact", { method: "POST", body }).catch(() => null);
}

function Deliveries(props: {
  shop: Front;
  quote: CartQuote | null;
  chosen: string | undefined;
  problem: string | undefined;
}) {
  const { shop, quote, chosen, problem } = props;
  const t = useWords();
  return (
    <fieldset>
      <legend>{t("How it comes")}</legend>
      {quote ? (
        quote.deliveries.map((d) => (
          <label key={d.id} className="option">
            <input type="radio" name="deliveryId" value={d.id} defaultChecked={d.id === (chosen ?? quote.deliveryId)} />
            <span>
              <strong>{d.name}</strong>
              <small>{t("{{from}} to {{to}}", { from: day(shop, d.arrivesFrom), to: day(shop, d.arrivesBy) })}</small>
            </span>
            <span>{d.chargeMinor === 0 ? t("Free") : money(shop, d.chargeMinor)}</span>
          </label>
        ))
      ) : (
        <p className="quiet">{t("Give the address, then the ways and what they cost stand here.")}</p>
      )}
      {problem && <p className="bad">{problem}</p>}
    </fieldset>
  );
}

const wayWords = {
  online: ["Card, UPI or wallet", "You go to the bank's page and come back"],
  on_delivery: ["On delivery", "Pay at the door when it comes"],
} as const;

function PayWays(props: {
  shop: Front;
  quote: CartQuote | null;
  chosen: string | undefined;
  problem: string | undefined;
}) {
  const { shop, quote, chosen, problem } = props;
  const t = useWords();
  const all = [
    ...(shop.paysOnline ? ["online" as const] : []),
    ...(shop.paysOnDelivery ? ["on_delivery" as const] : []),
  ];
  const ways = quote?.payWays ?? all;
  return (
    <fieldset>
      <legend>{t("How you pay")}</legend>
      {ways.map((way) => (
        <label key={way} className="option">
          <input type="radio" name="pays" value={way} required defaultChecked={way === (chosen ?? ways[0])} />
          <span>
            <strong>{t(wayWords[way][0])}</strong>
            <small>{t(wayWords[way][1])}</small>
          </span>
        </label>
      ))}
      {problem && <p className="bad">{problem}</p>}
    </fieldset>
  );
}

function Sum(props: {
  shop: Front;
  cart: Cart;
  quote: CartQuote | null;
  fields: Record<string, string>;
  problems: Record<string, string>;
  isSending: boolean;
}) {
  const { shop, cart, quote, fields, problems, isSending } = props;
  const t = useWords();
  return (
    <section className="summary" aria-label={t("Your order")}>
      <ul className="sum-lines">
        {cart.lines.map((line) => (
          <li key={line.skuId}>
            <Picture url={line.pictureUrl} alt="" sizes="56px" />
            <span>
              {line.qty} × {line.styleName}
              <small className="quiet">
                {line.colourName}
                {line.size !== "ONE" && `, ${sizeName(line.size, t)}`}
              </small>
            </span>
            <span>{money(shop, line.lineMinor)}</span>
          </li>
        ))}
      </ul>
      <Field label={t("Coupon")} name="coupon" autoComplete="off" fields={fields} problems={problems} />
      <dl aria-live="polite">
        <div>
          <dt>{t("Goods")}</dt>
          <dd>{money(shop, cart.goodsMinor)}</dd>
        </div>
        {cart.discountMinor > 0 && (
          <div className="less">
            <dt>{t("You save")}</dt>
            <dd>{money(shop, cart.discountMinor)}</dd>
          </div>
        )}
        <div>
          <dt>{t("Delivery")}</dt>
          <dd>
            {quote ? (quote.deliveryMinor === 0 ? t("Free") : money(shop, quote.deliveryMinor)) : t("by address")}
          </dd>
        </div>
        {quote && shop.priceMode === "exclusive" && (
          <div>
            <dt>{t("Tax")}</dt>
            <dd>{money(shop, quote.taxMinor)}</dd>
          </div>
        )}
        <div className="total">
          <dt>{t("Total")}</dt>
          <dd>{quote ? money(shop, quote.totalMinor) : money(shop, cart.goodsMinor)}</dd>
        </div>
        {quote && shop.priceMode === "inclusive" && (
          <div className="quiet small">
            <dt>{taxNote(shop, t)}</dt>
            <dd>{quote.taxes.map((tax) => `${t(taxName(tax.component))} ${money(shop, tax.taxMinor)}`).join(", ")}</dd>
          </div>
        )}
      </dl>
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
