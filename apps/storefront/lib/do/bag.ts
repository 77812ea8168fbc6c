import { cookies } from "next/headers";
import { ask, ShopError } from "../api.ts";
import { saidNo } from "../said-no.ts";
import { type Cart, shopApi } from "../types.ts";
import { cartCookie, getVisitor } from "../visitor.ts";
import { getWords } from "../words.ts";
import { type Given, leadTo, ownPath, withProblem } from "./deed.ts";

const cartDays = 60;

/** Remembers a cart that was just made. */
export async function keepCart(token: string | null): Promise<void> {
  if (!token) return;
  const secure = process.env["SHOP_ORIGIN"]?.startsWith("https:") ?? false;
  (await cookies()).set(cartCookie, token, {
    ...{ httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: cartDays * 86_400 },
  });
}

/** Leads on to `on`, or `back` with what is wrong. A missing or odd id, as a form of another time may send, is told like goods that are gone. */
async function orProblem(given: Given, back: string, work: () => Promise<Cart>, on = "/bag"): Promise<Response> {
  try {
    const cart = await work();
    await keepCart(cart.token);
    return given.wantsJson ? Response.json({ pieces: cart.pieces }) : leadTo(on);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    const problem = error.problem.code === "validation_failed" ? t("Choose a size first.") : saidNo(error, t);
    return given.wantsJson
      ? Response.json({ problem }, { status: error.problem.status })
      : leadTo(withProblem(back, problem));
  }
}

export const addToBag = (given: Given): Promise<Response> =>
  orProblem(given, ownPath(given.fields["back"], "/bag"), async () =>
    ask(
      shopApi.addToCart,
      { skuId: given.fields["skuId"] ?? "", qty: Number(given.fields["qty"] ?? 1) },
      await getVisitor(),
    ),
  );

export const changeBag = (given: Given): Promise<Response> =>
  orProblem(given, "/bag", async () => {
    const qty = given.fields["remove"] ? 0 : Number(given.fields["qty"]);
    return ask(shopApi.changeCartLine, { skuId: given.fields["skuId"] ?? "", qty }, await getVisitor());
  });

/** Whose bag it is, as it is typed at the checkout; what is wrong with it is said when the order is placed. */
export async function noteContact({ fields }: Given): Promise<Response> {
  const email = fields["email"]?.trim() ?? "";
  try {
    if (email) await ask(shopApi.setCartContact, { email, remind: fields["noReminder"] !== "1" }, await getVisitor());
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
  }
  return new Response(null, { status: 204 });
}

export async function stopReminders({ fields }: Given): Promise<Response> {
  try {
    await ask(shopApi.stopReminders, { token: fields["token"] ?? "" }, await getVisitor());
    return leadTo("/bag/no-reminders?done=1");
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    return leadTo(withProblem("/bag/no-reminders", t("This link is not known; write to us and we take you off.")));
  }
}

export const holdBag = (given: Given): Promise<Response> =>
  orProblem(
    given,
    "/bag",
    async () => ask(shopApi.holdCart, {}, await getVisitor()),
    ownPath(given.fields["back"], "/bag"),
  );
