"use client";

import { useState } from "react";
import { countryName } from "../lib/format.ts";
import type { ShopFront } from "../lib/types.ts";
import { Field } from "./field.tsx";
import { useWords } from "./words.tsx";

type Front = Pick<ShopFront, "deliverTo" | "locale" | "country">;

/** An address as the country writes it: states to choose from where they are known. */
export function AddressFields(props: {
  shop: Front;
  fields: Record<string, string>;
  problems: Record<string, string>;
}) {
  const { shop, fields, problems } = props;
  const t = useWords();
  const [country, setCountry] = useState(fields["country"] || shop.country);
  const place = shop.deliverTo.find((c) => c.country === country) ?? shop.deliverTo[0];
  const states = place?.states ?? [];
  const postcode = country === "IN" ? t("PIN code") : country === "US" ? t("ZIP code") : t("Postcode");
  return (
    <div className="fields">
      <Field
        label={t("Street and house")}
        name="line1"
        required
        autoComplete="address-line1"
        {...{ fields, problems }}
      />
      <Field label={t("Flat, floor, landmark")} name="line2" autoComplete="address-line2" {...{ fields, problems }} />
      <Field label={t("Town or city")} name="city" required autoComplete="address-level2" {...{ fields, problems }} />
      {states.length > 0 ? (
        <label className={problems["state"] ? "field is-wrong" : "field"}>
          <span>{t("State")}</span>
          <select
            name="state"
            required
            defaultValue={fields["state"] ?? ""}
            autoComplete="address-level1"
            aria-invalid={problems["state"] ? true : undefined}
          >
            <option value="">{t("Choose")}</option>
            {states.map((s) => (
              <option key={s.code} value={s.code}>
                {s.name}
              </option>
            ))}
          </select>
          {problems["state"] && <span className="bad">{problems["state"]}</span>}
        </label>
      ) : (
        <Field label={t("Region")} name="state" autoComplete="address-level1" {...{ fields, problems }} />
      )}
      <Field
        label={postcode}
        name="postcode"
        required={place?.needsPostcode ?? false}
        autoComplete="postal-code"
        {...{ fields, problems }}
      />
      {shop.deliverTo.length > 1 ? (
        <label className={problems["country"] ? "field is-wrong" : "field"}>
          <span>{t("Country")}</span>
          <select
            name="country"
            value={country}
            autoComplete="country"
            onChange={(event) => setCountry(event.target.value)}
          >
            {shop.deliverTo.map((c) => (
              <option key={c.country} value={c.country}>
                {countryName(shop, c.country)}
              </option>
            ))}
          </select>
          {problems["country"] && <span className="bad">{problems["country"]}</span>}
        </label>
      ) : (
        <input type="hidden" name="country" value={country} />
      )}
    </div>
  );
}
