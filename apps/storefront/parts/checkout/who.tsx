"use client";

import { Field } from "../field.tsx";
import { useWords } from "../words.tsx";
import type { Front } from "./front.ts";

/** Who buys, and how they are reached. */
export function Who(props: { shop: Front; fields: Record<string, string>; problems: Record<string, string> }) {
  const { shop, fields, problems } = props;
  const t = useWords();
  return (
    <fieldset>
      <legend>{t("Who you are")}</legend>
      <div className="fields">
        <Field
          label={t("E-mail")}
          name="email"
          type="email"
          required
          autoComplete="email"
          hint={t("For the confirmation and to follow the parcel")}
          {...{ fields, problems }}
        />
        {shop.remindsOfBags && (
          <label className="tick fields-wide">
            <input type="checkbox" name="noReminder" value="1" defaultChecked={fields["noReminder"] === "1"} />
            {t("If I leave my bag behind, do not write to me about it")}
          </label>
        )}
        <Field label={t("Name")} name="name" required autoComplete="name" {...{ fields, problems }} />
        <Field
          label={t("Phone")}
          name="phone"
          type="tel"
          autoComplete="tel"
          hint={t("So that the driver can ring")}
          {...{ fields, problems }}
        />
      </div>
    </fieldset>
  );
}
