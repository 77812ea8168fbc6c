import type { Say } from "../i18n/fill-in.ts";
import { ask, ShopError } from "../lib/api.ts";
import { askKept } from "../lib/kept.ts";
import { shopApi } from "../lib/types.ts";
import { findShop, getVisitor } from "../lib/visitor.ts";
import { getWords } from "../lib/words.ts";

type Told = Awaited<ReturnType<typeof askKept<typeof shopApi.getShopSizeAdvice>>>;
type Cut = NonNullable<Told["everybody"]>;

/** How a style is cut, for everybody, and the size to take for who is signed in. Nothing while nothing is known. */
export async function SizeAdvice({ code }: { code: string }) {
  const [told, t, shop] = await Promise.all([read(code), getWords(), findShop()]);
  const figures = new Intl.NumberFormat(shop?.locale);
  const cut = told?.everybody ? cutWords(t, told.everybody) : null;
  if (!told || (!cut && !told.you)) return null;
  return (
    <div className="choice">
      {told.you && <You you={told.you} cut={told.everybody} t={t} />}
      {cut && (
        <p className={told.you ? "quiet small" : undefined}>
          {cut} {told.everybody && <span className="quiet small">{evidence(t, told.everybody, figures)}</span>}
        </p>
      )}
    </div>
  );
}

/** Where there is no answer the page does without. */
async function read(code: string): Promise<Told | null> {
  const visitor = await getVisitor();
  try {
    return visitor.shopperToken
      ? await ask(shopApi.getShopSizeAdvice, { code }, visitor)
      : await askKept(shopApi.getShopSizeAdvice, { code }, visitor);
  } catch (error) {
    if (error instanceof ShopError) return null;
    throw error;
  }
}

/** So few pieces say nothing to a shopper of a style that seems to run true. */
const FEW = 30;

function cutWords(t: Say, { verdict, step, pieces }: Cut): string | null {
  if (verdict === "true") return pieces >= FEW ? t("True to size.") : null;
  const isTwo = Math.abs(step) >= 2;
  if (verdict === "small") {
    if (step <= 0) return t("Runs a little small: between two sizes take the larger.");
    return isTwo ? t("Runs small: most take two sizes up.") : t("Runs small: most take one size up.");
  }
  if (step >= 0) return t("Runs a little large: between two sizes take the smaller.");
  return isTwo ? t("Runs large: most take two sizes down.") : t("Runs large: most take one size down.");
}

function evidence(t: Say, { verdict, ...of }: Cut, figures: Intl.NumberFormat): string {
  if (verdict === "true") return "";
  const [pieces, back] = [figures.format(of.pieces), figures.format(of[verdict])];
  return verdict === "small"
    ? t("{{back}} of {{pieces}} came back as too small.", { back, pieces })
    : t("{{back}} of {{pieces}} came back as too large.", { back, pieces });
}

function You({ you, cut, t }: { you: NonNullable<Told["you"]>; cut: Told["everybody"]; t: Say }) {
  const { kept } = you;
  const turns = kept && kept.size !== you.size;
  return (
    <p>
      <strong>{t("We suggest {{size}}.", { size: you.size })}</strong>{" "}
      <span className="small">
        {kept &&
          (kept.inCategory
            ? t("Styles of this kind that you kept in {{size}}: {{styles}}.", { size: kept.size, styles: kept.styles })
            : t("Other styles that you kept in {{size}}: {{styles}}.", { size: kept.size, styles: kept.styles }))}{" "}
        {turns && cut?.verdict === "small" && t("This one runs small.")}
        {turns && cut?.verdict === "large" && t("This one runs large.")}
        {you.confidence < 0.6 && ` ${t("It is our best guess.")}`}
      </span>
    </p>
  );
}
