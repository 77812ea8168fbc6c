import type { Say } from "../../i18n/fill-in.ts";
import { ask, ShopError } from "../api.ts";
import { checkoutFields, checkoutInput } from "../checkout-input.ts";
import { dropDraft, keepDraft } from "../draft.ts";
import { saidNo, saidOfFields } from "../said-no.ts";
import { shopApi } from "../types.ts";
import { getVisitor } from "../visitor.ts";
import { getWords } from "../words.ts";
import { noteContact } from "./bag.ts";
import { type Given, leadTo, withProblem } from "./deed.ts";

/** What is wrong, by the form's own field names. */
function problemsOf(error: ShopError, t: Say): Record<string, string> {
  const told = saidOfFields(error, t).map(({ path, words }) => [
    path.replace(/^shipTo\./, ""),
    wordsOf(path, words, t),
  ]);
  const known = told.filter(([name]) => (checkoutFields as readonly string[]).includes(name ?? ""));
  return known.length > 0 ? Object.fromEntries(known) : { "": saidNo(error, t) };
}

const wordsOf = (path: string, message: string, t: Say): string =>
  path === "email"
    ? t("This is no e-mail address")
    : /too small|>=1|Invalid input/i.test(message)
      ? t("Please fill this in")
      : message;

/** The total at an address, for the page's script. */
export async function quote(given: Given): Promise<Response> {
  try {
    return Response.json({ quote: await ask(shopApi.quoteCart, checkoutInput(given.fields), await getVisitor()) });
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return Response.json({ problems: problemsOf(error, await getWords()) });
  }
}

/** Places the order with the total that was shown; without one it is shown first. */
export async function placeOrder(given: Given): Promise<Response> {
  const { fields } = given;
  const typed = Object.fromEntries(checkoutFields.map((name) => [name, fields[name] ?? ""]));
  if (fields["do"] !== "place" || !fields["totalMinor"]) {
    await noteContact(given);
    await keepDraft({ fields: typed, problems: {} });
    return leadTo("/checkout");
  }
  try {
    const placed = await ask(
      shopApi.placeShopOrder,
      {
        ...checkoutInput(fields),
        email: fields["email"]?.trim() ?? "",
        name: fields["name"] ?? "",
        ...(fields["phone"]?.trim() ? { phone: fields["phone"] } : {}),
        pays: fields["pays"] === "on_delivery" ? "on_delivery" : "online",
        totalMinor: Number(fields["totalMinor"]),
        keepAddress: fields["keepAddress"] === "1",
        wantsNews: fields["wantsNews"] === "1",
      },
      await getVisitor(),
    );
    await dropDraft();
    const page = `/orders/${encodeURIComponent(placed.number)}?key=${placed.key}`;
    if (!placed.payment) return leadTo(page);
    return leadTo(`/pay/sandbox/${placed.payment.providerRef}?back=${encodeURIComponent(page)}`);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    if (error.problem.code === "not_found") return leadTo("/bag");
    // What was bought by others meanwhile is seen, and mended, in the bag; what was typed waits here.
    const isShort = error.problem.code === "out_of_stock";
    await keepDraft({ fields: typed, problems: isShort ? {} : problemsOf(error, await getWords()) });
    if (isShort) return leadTo(withProblem("/bag", saidNo(error, await getWords())));
    return leadTo("/checkout");
  }
}
