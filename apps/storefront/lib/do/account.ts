import { cookies } from "next/headers";
import { ask, ShopError } from "../api.ts";
import { checkoutInput } from "../checkout-input.ts";
import { dropDraft, keepDraft } from "../draft.ts";
import { saidNo, saidOfFields } from "../said-no.ts";
import { shopApi } from "../types.ts";
import { getVisitor, shopperCookie } from "../visitor.ts";
import { getWords } from "../words.ts";
import { keepCart } from "./bag.ts";
import { type Given, leadTo, ownPath, withProblem } from "./deed.ts";

const sessionDays = 30;

const signInPage = (fields: Record<string, string>, step: "email" | "code" | "password"): string => {
  const search = new URLSearchParams({ back: ownPath(fields["back"], "/account"), step });
  if (fields["email"]) search.set("email", fields["email"].trim());
  return `/sign-in?${search}`;
};

export async function sendCode({ fields }: Given): Promise<Response> {
  try {
    await ask(shopApi.sendSignInCode, { email: (fields["email"] ?? "").trim() }, await getVisitor());
    return leadTo(signInPage(fields, "code"));
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    const words = error.problem.code === "validation_failed" ? t("This is no e-mail address.") : saidNo(error, t);
    return leadTo(withProblem(signInPage(fields, "email"), words));
  }
}

export async function signIn({ fields }: Given): Promise<Response> {
  const step = fields["password"] ? "password" : "code";
  try {
    const name = fields["name"]?.trim();
    const session = await ask(
      shopApi.signInShopper,
      {
        email: (fields["email"] ?? "").trim(),
        ...(step === "password"
          ? { password: fields["password"] ?? "" }
          : { code: (fields["code"] ?? "").replace(/\s/g, "") }),
        ...(name ? { name } : {}),
      },
      await getVisitor(),
    );
    const secure = process.env["SHOP_ORIGIN"]?.startsWith("https:") ?? false;
    (await cookies()).set(shopperCookie, session.token, {
      ...{ httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: sessionDays * 86_400 },
    });
    await keepCart(session.cartToken);
    return leadTo(ownPath(fields["back"], "/account"));
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    const words = error.problem.code === "validation_failed" ? t("The code has six digits.") : saidNo(error, t);
    return leadTo(withProblem(signInPage(fields, step), words));
  }
}

export async function signOut({ fields }: Given): Promise<Response> {
  await ask(shopApi.signOutShopper, { everywhere: fields["everywhere"] === "1" }, await getVisitor());
  (await cookies()).delete(shopperCookie);
  return leadTo("/");
}

export async function changeAccount({ fields }: Given): Promise<Response> {
  try {
    const password = fields["password"];
    await ask(
      shopApi.changeShopper,
      {
        ...(fields["name"]?.trim() ? { name: fields["name"].trim() } : {}),
        ...(fields["phone"] === undefined ? {} : { phone: fields["phone"].trim() || null }),
        ...(fields["profile"] ? { wantsNews: fields["wantsNews"] === "1" } : {}),
        ...(password ? { password } : {}),
      },
      await getVisitor(),
    );
    return leadTo("/account?saved=1");
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    return leadTo(withProblem("/account", saidOfFields(error, t)[0]?.words ?? saidNo(error, t)));
  }
}

/** Adds an address, takes one away, or makes one the first. */
export async function changeAddresses({ fields }: Given): Promise<Response> {
  const visitor = await getVisitor();
  const { addresses } = await ask(shopApi.getShopper, {}, visitor);
  const kept = addresses.map((a) => ({
    ...{ line1: a.line1, line2: a.line2 ?? undefined, city: a.city, state: a.state ?? undefined },
    ...{ postcode: a.postcode ?? undefined, country: a.country, isDefault: a.isDefault, id: a.id },
  }));
  const without = ({ id: _id, ...address }: (typeof kept)[number]) => address;
  const next =
    fields["do"] === "remove"
      ? kept.filter((a) => a.id !== fields["id"]).map(without)
      : fields["do"] === "first"
        ? kept.map((a) => ({ ...without(a), isDefault: a.id === fields["id"] }))
        : [...kept.map(without), { ...checkoutInput(fields).shipTo, isDefault: kept.length === 0 }];
  try {
    await ask(shopApi.changeShopper, { addresses: next }, visitor);
    await dropDraft();
    return leadTo("/account?saved=1#addresses");
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const t = await getWords();
    const problems = saidOfFields(error, t).map((f) => [f.path.replace(/^addresses\.\d+\./, ""), f.words]);
    await keepDraft({
      fields,
      problems: problems.length > 0 ? Object.fromEntries(problems) : { "": saidNo(error, t) },
    });
    return leadTo("/account#addresses");
  }
}
