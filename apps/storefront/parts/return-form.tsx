import type { Say } from "../i18n/fill-in.ts";
import { day, piecesWords, sizeName } from "../lib/format.ts";
import type { OrderView, ShopFront } from "../lib/types.ts";

const reasons = [
  ["too_small", "Too small"],
  ["too_large", "Too large"],
  ["not_as_shown", "Not as shown"],
  ["damaged", "Came damaged"],
  ["changed_mind", "Changed my mind"],
  ["other", "Something else"],
] as const;

const statusWords = {
  asked: "We look at it",
  accepted: "Please send it",
  refused: "Not possible",
  received: "It has arrived",
};

/** What was asked to go back, and the form that asks, while there is time. */
export function ReturnForm({
  shop,
  order,
  orderKey,
  t,
}: {
  shop: ShopFront;
  order: OrderView;
  orderKey: string | undefined;
  t: Say;
}) {
  const open = order.lines.filter((l) => l.mayReturnQty > 0);
  return (
    <>
      {order.returns.length > 0 && (
        <section>
          <h2>{t("Sending back")}</h2>
          <ul className="plain-list">
            {order.returns.map((r) => (
              <li key={r.id}>
                {piecesWords(r.pieces, t)}, {t(reasons.find(([key]) => key === r.reason)?.[1] ?? "").toLowerCase()}:{" "}
                <strong>{t(statusWords[r.status])}</strong>
                {r.answer && <p className="quiet">{r.answer}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {open.length > 0 && order.mayReturnUntil && (
        <details className="notice">
          <summary>{t("Send something back, until {{day}}", { day: day(shop, order.mayReturnUntil) })}</summary>
          <form action="/do/orders/return" method="post" className="stack">
            <input type="hidden" name="number" value={order.number} />
            {orderKey && <input type="hidden" name="key" value={orderKey} />}
            {open.map((line) => (
              <label key={line.lineId} className="field field-row">
                <span>
                  {line.styleName}, {line.colourName}, {sizeName(line.size, t)}
                </span>
                <select name={`qty-${line.lineId}`} defaultValue="0">
                  {Array.from({ length: line.mayReturnQty + 1 }, (_, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the number is the option
                    <option key={n} value={n}>
                      {n}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <label className="field">
              <span>{t("Why")}</span>
              <select name="reason" required defaultValue="">
                <option value="" disabled>
                  {t("Choose")}
                </option>
                {reasons.map(([value, words]) => (
                  <option key={value} value={value}>
                    {t(words)}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>
                {t("Anything to add")} <small>{t("(if you like)")}</small>
              </span>
              <textarea name="note" rows={2} maxLength={500} />
            </label>
            <button type="submit" className="button">
              {t("Ask to send it back")}
            </button>
          </form>
        </details>
      )}
    </>
  );
}
