"use client";

import { day, money } from "../../lib/format.ts";
import type { CartQuote } from "../../lib/types.ts";
import { useWords } from "../words.tsx";
import type { Front } from "./front.ts";

/** The ways to the address with their days and charges, once the address is known. */
export function Deliveries(props: {
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
