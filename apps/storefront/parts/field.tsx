"use client";

import type { ComponentProps } from "react";
import { useWords } from "./words.tsx";

/** A labelled field with what is wrong with it. Keeps what was typed. */
export function Field(
  props: {
    label: string;
    name: string;
    fields: Record<string, string>;
    problems: Record<string, string>;
    hint?: string;
  } & Omit<ComponentProps<"input">, "defaultValue">,
) {
  const t = useWords();
  const { label, name, fields, problems, hint, ...rest } = props;
  const problem = problems[name];
  const about = problem ? `${name}-problem` : hint ? `${name}-hint` : undefined;
  return (
    <label className={problem ? "field is-wrong" : "field"}>
      <span>
        {label}
        {!rest.required && rest.type !== "hidden" && <small> {t("(if you like)")}</small>}
      </span>
      <input
        name={name}
        defaultValue={fields[name] ?? ""}
        maxLength={200}
        aria-invalid={problem ? true : undefined}
        aria-describedby={about}
        {...rest}
      />
      {problem ? (
        <span className="bad" id={`${name}-problem`}>
          {problem}
        </span>
      ) : (
        hint && (
          <span className="quiet small" id={`${name}-hint`}>
            {hint}
          </span>
        )
      )}
    </label>
  );
}
