"use client";

import { type RefObject, useRef, useState } from "react";
import { checkoutFields, isQuotable } from "../../lib/checkout-input.ts";
import type { CartQuote } from "../../lib/types.ts";

type Fields = Record<string, string>;
interface Told {
  quote?: CartQuote;
  problems?: Fields;
}

const ask = (typed: Fields): Promise<Told | null> =>
  fetch("/do/quote", { method: "POST", body: new URLSearchParams(typed) })
    .then((answer) => answer.json() as Promise<Told>)
    .catch(() => null);

/** Fields on which neither delivery nor total hangs. */
const weightless = ["email", "name", "phone", "pays", "keepAddress", "wantsNews", "noReminder"];

/** The total that follows what is typed, and what is wrong with that. */
export function useQuote(form: RefObject<HTMLFormElement | null>, first: CartQuote | null, problems: Fields) {
  const [quote, setQuote] = useState(first);
  const [wrong, setWrong] = useState(problems);
  const asked = useRef("");

  async function requote(name: string): Promise<void> {
    if (!form.current || weightless.includes(name)) return;
    const typed = Object.fromEntries(
      [...new FormData(form.current)].filter(([key]) => (checkoutFields as readonly string[]).includes(key)),
    ) as Fields;
    if (!isQuotable(typed)) return;
    const question = JSON.stringify(typed);
    asked.current = question;
    const told = await ask(typed);
    // A coupon that is none takes nothing away from delivery and total.
    const isCoupon = told?.problems?.["coupon"] !== undefined && Object.keys(told.problems).length === 1;
    const without = isCoupon ? await ask({ ...typed, coupon: "" }) : told;
    if (asked.current !== question || !told) return;
    setQuote(without?.quote ?? null);
    // What is still to be typed is not yet wrong.
    const known = Object.entries(told.problems ?? {}).filter(([key]) => key === "" || typed[key]);
    setWrong(Object.fromEntries(known));
  }

  return { quote, wrong, requote };
}
