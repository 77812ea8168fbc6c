import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { Say } from "../../i18n/fill-in.ts";
import { ask } from "../../lib/api.ts";
import { readDraft } from "../../lib/draft.ts";
import { addressLines, moment, money } from "../../lib/format.ts";
import type { Search } from "../../lib/list-query.ts";
import { type ShopFront, type ShopperView, shopApi } from "../../lib/types.ts";
import { findShop, findShopper, getVisitor } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";
import { AddressFields } from "../../parts/address-fields.tsx";
import { Field } from "../../parts/field.tsx";
import { stateWords } from "../../parts/order-steps.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Your account"),
  robots: { index: false },
});

export default async function AccountPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [shop, shopper, search, visitor] = await Promise.all([findShop(), findShopper(), searchParams, getVisitor()]);
  if (!shop) return null;
  if (!shopper) redirect("/sign-in?back=/account");
  const [orders, t] = await Promise.all([ask(shopApi.listShopperOrders, {}, visitor), getWords()]);
  return (
    <div className="account">
      <h1>{t("Hello, {{name}}", { name: shopper.name })}</h1>
      {search["saved"] && (
        <p className="good" role="status">
          {t("Saved.")}
        </p>
      )}
      {search["problem"] && (
        <p className="bad" role="alert">
          {String(search["problem"]).slice(0, 200)}
        </p>
      )}
      <section>
        <h2>{t("Your orders")}</h2>
        {orders.items.length === 0 && <p className="quiet">{t("You have not ordered yet.")}</p>}
        <ul className="order-list">
          {orders.items.map((order) => (
            <li key={order.number}>
              <span className="order-pictures">
                {order.pictures.map((url) => (
                  <img key={url} src={`${url}?w=96`} alt="" width={40} height={50} loading="lazy" />
                ))}
              </span>
              <span>
                <Link href={`/orders/${encodeURIComponent(order.number)}`} prefetch={false}>
                  {order.number}
                </Link>
                <small className="quiet">{moment(shop, order.placedAt)}</small>
              </span>
              <span>{t(stateWords[order.state])}</span>
              <span>{money(shop, order.totalMinor)}</span>
            </li>
          ))}
        </ul>
      </section>
      <Profile shopper={shopper} t={t} />
      <Addresses shop={shop} shopper={shopper} t={t} />
      <Password shopper={shopper} t={t} />
      <form action="/do/sign-out" method="post" className="actions">
        <button type="submit" className="button button-plain">
          {t("Sign out")}
        </button>
        <button type="submit" name="everywhere" value="1" className="link">
          {t("Sign out on all devices")}
        </button>
      </form>
    </div>
  );
}

function Profile({ shopper, t }: { shopper: ShopperView; t: Say }) {
  const fields = { name: shopper.name, phone: shopper.phone ?? "" };
  return (
    <section>
      <h2>{t("About you")}</h2>
      <form action="/do/account" method="post" className="stack">
        <input type="hidden" name="profile" value="1" />
        <p className="quiet">{shopper.email}</p>
        <Field label={t("Name")} name="name" required autoComplete="name" fields={fields} problems={{}} />
        <Field label={t("Phone")} name="phone" type="tel" autoComplete="tel" fields={fields} problems={{}} />
        <label className="tick">
          <input type="checkbox" name="wantsNews" value="1" defaultChecked={shopper.wantsNews} />
          {t("Write to me about new arrivals, now and then")}
        </label>
        <button type="submit" className="button button-plain">
          {t("Save")}
        </button>
      </form>
    </section>
  );
}

async function Addresses({ shop, shopper, t }: { shop: ShopFront; shopper: ShopperView; t: Say }) {
  const draft = await readDraft();
  return (
    <section id="addresses">
      <h2>{t("Your addresses")}</h2>
      <ul className="address-list">
        {shopper.addresses.map((a) => (
          <li key={a.id}>
            <address>
              {addressLines(shop, a).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
            <form action="/do/addresses" method="post" className="actions">
              <input type="hidden" name="id" value={a.id} />
              {a.isDefault ? (
                <span className="quiet small">{t("Used first")}</span>
              ) : (
                <button type="submit" name="do" value="first" className="link">
                  {t("Use first")}
                </button>
              )}
              <button
                type="submit"
                name="do"
                value="remove"
                className="link"
                aria-label={t("Remove {{what}}", { what: a.line1 })}
              >
                {t("Remove")}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details open={Object.keys(draft.problems).length > 0}>
        <summary>{t("Add an address")}</summary>
        <form action="/do/addresses" method="post" className="stack">
          {draft.problems[""] && <p className="bad">{draft.problems[""]}</p>}
          <AddressFields shop={shop} fields={draft.fields} problems={draft.problems} />
          <button type="submit" className="button button-plain">
            {t("Add")}
          </button>
        </form>
      </details>
    </section>
  );
}

function Password({ shopper, t }: { shopper: ShopperView; t: Say }) {
  return (
    <section>
      <h2>{t("Password")}</h2>
      <p className="quiet">
        {shopper.hasPassword ? t("You have a password.") : t("You sign in by a code from the mail.")}{" "}
        {t("A password is at least 10 characters long.")}
      </p>
      <form action="/do/account" method="post" className="stack">
        <Field
          label={shopper.hasPassword ? t("New password") : t("Set a password")}
          name="password"
          type="password"
          required
          minLength={10}
          autoComplete="new-password"
          fields={{}}
          problems={{}}
        />
        <button type="submit" className="button button-plain">
          {t("Save the password")}
        </button>
      </form>
    </section>
  );
}
