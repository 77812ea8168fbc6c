import type { Metadata } from "next";
import type { Search } from "../../lib/list-query.ts";
import { Field } from "../../parts/field.tsx";

export const metadata: Metadata = { title: "Track an order" };

export default async function FindOrderPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const fields = { number: String(search["number"] ?? "") };
  return (
    <div className="narrow">
      <h1>Where is my order?</h1>
      <p className="quiet">The number stands in the confirmation mail.</p>
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      <form action="/do/orders/find" method="post" className="stack">
        <Field
          label="Order number"
          name="number"
          required
          fields={fields}
          problems={{}}
          placeholder="SO-00042"
          autoComplete="off"
        />
        <Field label="E-mail" name="email" type="email" required fields={{}} problems={{}} autoComplete="email" />
        <button type="submit" className="button button-wide">
          Show the order
        </button>
      </form>
    </div>
  );
}
