import { ShopError } from "../../../lib/api.ts";
import { changeAccount, changeAddresses, sendCode, signIn, signOut } from "../../../lib/do/account.ts";
import { addToBag, changeBag, holdBag, noteContact, stopReminders } from "../../../lib/do/bag.ts";
import { placeOrder, quote } from "../../../lib/do/checkout.ts";
import type { Deed } from "../../../lib/do/deed.ts";
import { chooseLanguage } from "../../../lib/do/language.ts";
import { askForReturn, cancelOrder, findOrder, payAgain } from "../../../lib/do/orders.ts";
import { decide } from "../../../lib/do/sandbox.ts";
import { isInTheClear } from "../../../lib/https-only.ts";

/** Everything a visitor can do, each a form that posts here and is led on: the shop needs no script. */
const deeds: Readonly<Record<string, Deed>> = {
  "bag/add": addToBag,
  "bag/change": changeBag,
  "bag/hold": holdBag,
  "bag/contact": noteContact,
  "bag/no-reminders": stopReminders,
  quote,
  checkout: placeOrder,
  "orders/find": findOrder,
  "orders/pay": payAgain,
  "orders/cancel": cancelOrder,
  "orders/return": askForReturn,
  "sign-in/code": sendCode,
  "sign-in": signIn,
  "sign-out": signOut,
  account: changeAccount,
  addresses: changeAddresses,
  sandbox: decide,
  language: chooseLanguage,
};

/** Where the browser says that it comes from; the start page where it does not. */
function pageOf(request: Request): string {
  const from = request.headers.get("referer") ?? "";
  return URL.canParse(from) ? new URL(from).pathname + new URL(from).search : "/";
}

export async function POST(request: Request, { params }: { params: Promise<{ what: string[] }> }): Promise<Response> {
  const deed = deeds[(await params).what.join("/")];
  if (!deed) return new Response("There is nothing here.", { status: 404 });
  if (isInTheClear(request.headers)) {
    return new Response("This shop is visited by https; open it there and send the form again.", { status: 403 });
  }
  // A form of another site may not act for a visitor of this one.
  const origin = request.headers.get("origin");
  if (origin && origin !== "null" && new URL(origin).host !== request.headers.get("host")) {
    return new Response("This form is of another site.", { status: 403 });
  }
  const form = await request.formData().catch(() => new FormData());
  const fields: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") fields[name] = value;
  try {
    return await deed({
      fields,
      form,
      from: pageOf(request),
      wantsJson: request.headers.get("accept") === "application/json",
    });
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return new Response(error.message, { status: error.problem.status });
  }
}
