"use client";

import { type FormEvent, useRef, useState } from "react";
import type { Cart, CartQuote } from "../../lib/types.ts";
import { AddressFields } from "../address-fields.tsx";
import { useWords } from "../words.tsx";
import { Deliveries } from "./deliveries.tsx";
import type { Front } from "./front.ts";
import { PayWays } from "./pay-ways.tsx";
import { Sum } from "./sum.tsx";
import { useQuote } from "./use-quote.ts";
import { Who } from "./who.tsx";

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
  const { quote, wrong, requote } = useQuote(form, firstQuote, problems);
  const [isSending, setSending] = useState(false);

  function follow(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as unknown as HTMLInputElement;
    if (form.current && (name === "email" || name === "noReminder")) noteContact(new FormData(form.current));
    void requote(name);
  }

  return (
    <form
      ref={form}
      action="/do/checkout"
      method="post"
      className="checkout"
      onBlur={follow}
      onChange={(event) => {
        const tag = (event.target as unknown as HTMLElement).tagName;
        const { type } = event.target as unknown as HTMLInputElement;
        if (tag === "SELECT" || type === "radio" || type === "checkbox") follow(event);
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
        <Who shop={shop} fields={fields} problems={wrong} />
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
      <Sum {...{ shop, cart, quote, fields, isSending }} problems={wrong} />
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
