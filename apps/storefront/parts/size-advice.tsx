import { ask, ShopError } from "../lib/api.ts";
import { askKept } from "../lib/kept.ts";
import { shopApi } from "../lib/types.ts";
import { getVisitor } from "../lib/visitor.ts";

type Told = Awaited<ReturnType<typeof askKept<typeof shopApi.getShopSizeAdvice>>>;

/** How a style is cut, for everybody, and the size to take for who is signed in. Nothing while nothing is known. */
export async function SizeAdvice({ code }: { code: string }) {
  const told = await read(code);
  if (!told) return null;
  const cut = told.everybody && cutWords(told.everybody);
  if (!cut && !told.you) return null;
  return (
    <div className="size-advice">
      {told.you && <You you={told.you} cut={told.everybody} />}
      {cut && (
        <p className={told.you ? "quiet small" : undefined}>
          {cut} {told.everybody && <span className="quiet small">{evidence(told.everybody)}</span>}
        </p>
      )}
    </div>
  );
}

/** Without an answer the page is whole without it. */
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

function cutWords({ verdict, step, pieces }: NonNullable<Told["everybody"]>): string | null {
  if (verdict === "true") return pieces >= 30 ? "True to size." : null;
  const sizes = Math.abs(step) >= 2 ? "two sizes" : "one size";
  if (verdict === "small") {
    return step > 0 ? `Runs small: most take ${sizes} up.` : "Runs a little small: between two sizes take the larger.";
  }
  return step < 0 ? `Runs large: most take ${sizes} down.` : "Runs a little large: between two sizes take the smaller.";
}

function evidence({ verdict, pieces, small, large }: NonNullable<Told["everybody"]>): string {
  if (verdict === "true") return "";
  return `${verdict === "small" ? small : large} of ${pieces} came back as too ${verdict}.`;
}

function You({ you, cut }: { you: NonNullable<Told["you"]>; cut: Told["everybody"] }) {
  const { kept } = you;
  const where = kept?.inCategory ? "of this kind" : "of this size scale";
  const styles = kept && `${kept.styles === 1 ? "a style" : `${kept.styles} styles`} ${where}`;
  const turns = cut?.verdict === "small" || cut?.verdict === "large";
  return (
    <p>
      <strong>We suggest {you.size}</strong>
      {you.confidence < 0.6 && <span className="quiet small"> (our best guess)</span>}
      {kept && (
        <span className="small">
          {" "}
          You kept {kept.size} in {styles}
          {turns && kept.size !== you.size ? `, and this one runs ${cut.verdict}` : ""}.
        </span>
      )}
    </p>
  );
}
