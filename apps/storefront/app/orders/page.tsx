import type { Metadata } from "next";
import type { Search } from "../../lib/list-query.ts";
import { getWords } from "../../lib/words.ts";
import { Field } from "../../parts/field.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getWords())("Track an order") });

export default async function FindOrderPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, t] = await Promise.all([searchParams, getWords()]);
  const fields = { number: String(search["number"] ?? "") };
  return (
    <div className="narrow">
      <h1>{t("Where is my order?")}</h1>
      <p className="quiet">{t("The number stands in the confirmation mail.")}</p>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      <form action="/do/orders/find" method="post" className="stack">
        <Field
          label={t("Order number")}
          name="number"
          required
          fields={fields}
          problems={{}}
          placeholder="SO-00042"
          autoComplete="off"
        />
        <Field label={t("E-mail")} name="email" type="email" required fields={{}} problems={{}} autoComplete="email" />
        <button type="submit" className="button button-wide">
          {t("Show the order")}
        </button>
      </form>
    </div>
  );
}
