import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ask, ShopError } from "../../../../lib/api.ts";
import { ownPath } from "../../../../lib/do/deed.ts";
import { sandboxCode } from "../../../../lib/do/sandbox.ts";
import { money } from "../../../../lib/format.ts";
import type { Search } from "../../../../lib/list-query.ts";
import { shopApi } from "../../../../lib/types.ts";
import { findShop, getVisitor } from "../../../../lib/visitor.ts";
import { getWords } from "../../../../lib/words.ts";
import { Icon } from "../../../../parts/icon.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Sandbox bank"),
  robots: { index: false },
});

/** The bank that is none: what a provider's page does, in two steps, for trying the shop out. */
export default async function SandboxPage(props: { params: Promise<{ ref: string }>; searchParams: Promise<Search> }) {
  const [t, shop, { ref }, search, visitor] = await Promise.all([
    getWords(),
    findShop(),
    props.params,
    props.searchParams,
    getVisitor(),
  ]);
  if (!shop) return null;
  const payment = await ask(shopApi.getSandboxPayment, { providerRef: decodeURIComponent(ref) }, visitor).catch(
    (error: unknown) => {
      if (error instanceof ShopError && error.problem.code === "not_found") notFound();
      throw error;
    },
  );
  const back = ownPath([search["back"]].flat()[0]);
  const isOver = payment.status === "captured" || payment.status === "authorised";
  const isCodeStep = search["step"] === "code";
  return (
    <div className="bank">
      <p className="bank-name">
        <Icon name="lock" /> {t("Sandbox bank")}
      </p>
      <p className="quiet small">
        {t("No money moves here. This page plays a bank, so that the shop can be tried out.")}
      </p>
      <dl>
        <div>
          <dt>{t("To")}</dt>
          <dd>{payment.merchant}</dd>
        </div>
        <div>
          <dt>{t("For")}</dt>
          <dd>{t("Order {{number}}", { number: payment.orderNumber })}</dd>
        </div>
        <div className="total">
          <dt>{t("Amount")}</dt>
          <dd>{money({ currency: payment.currency, locale: shop.locale }, payment.amountMinor)}</dd>
        </div>
      </dl>
      <h1>{isOver ? t("This has been paid") : isCodeStep ? t("Confirm that it is you") : t("Pay this?")}</h1>
      <form action="/do/sandbox" method="post" className="bank-form">
        <input type="hidden" name="providerRef" value={decodeURIComponent(ref)} />
        <input type="hidden" name="back" value={back} />
        {isOver ? (
          <button type="submit" name="decision" value="leave" className="button button-wide">
            {t("Back to the shop")}
          </button>
        ) : isCodeStep ? (
          <>
            <label className={search["wrong"] ? "field is-wrong" : "field"}>
              <span>{t("Code from the bank's message")}</span>
              <input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
              <span className={search["wrong"] ? "bad" : "quiet small"}>
                {search["wrong"]
                  ? t("That is not the code. It is {{code}}.", { code: sandboxCode })
                  : t("Here it is always {{code}}.", { code: sandboxCode })}
              </span>
            </label>
            <label className="tick">
              <input type="checkbox" name="late" value="1" />
              {t("Tell the shop only 20 seconds after I am back")}
            </label>
            <button type="submit" name="decision" value="approve" className="button button-wide">
              {t("Approve")}
            </button>
            <button type="submit" name="decision" value="decline" className="button button-plain button-wide">
              {t("Decline")}
            </button>
          </>
        ) : (
          <>
            <button type="submit" name="decision" value="begin" className="button button-wide">
              {t("Go on")}
            </button>
            <button type="submit" name="decision" value="decline" className="button button-plain button-wide">
              {t("Decline")}
            </button>
            <button type="submit" name="decision" value="leave" className="link">
              {t("Leave without deciding")}
            </button>
          </>
        )}
      </form>
    </div>
  );
}
