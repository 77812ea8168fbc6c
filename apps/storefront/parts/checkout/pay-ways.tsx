"use client";

import type { CartQuote } from "../../lib/types.ts";
import { useWords } from "../words.tsx";
import type { Front } from "./front.ts";

/** How it may be paid: what the shop offers, less what this total does not allow. */
export function PayWays(props: {
  shop: Front;
  quote: CartQuote | null;
  chosen: string | undefined;
  problem: string | undefined;
}) {
  const { shop, quote, chosen, problem } = props;
  const t = useWords();
  const words = {
    online: [t("Card, UPI or wallet"), t("You go to the bank's page and come back")],
    on_delivery: [t("On delivery"), t("Pay at the door when it comes")],
  } as const;
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
            <strong>{words[way][0]}</strong>
            <small>{words[way][1]}</small>
          </span>
        </label>
      ))}
      {problem && <p className="bad">{problem}</p>}
    </fieldset>
  );
}
