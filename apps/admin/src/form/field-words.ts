import { z } from "zod";
import type { Translate } from "../i18n/i18n.ts";

type Issue = z.core.$ZodRawIssue;

/** What is wrong with a field, in a person's words; null leaves the schema's own message. */
export function fieldWords(issue: Issue, t: Translate): string | null {
  if (issue.code === "invalid_type" && (issue.input === undefined || issue.input === null)) return t("Fill this in");
  if (issue.code === "invalid_type" && issue.expected === "int") return t("A whole number");
  if (issue.code === "invalid_type" && issue.expected === "number") return t("A number");
  if (issue.code === "invalid_format" && issue.format === "email")
    return t("An e-mail address such as name@example.com");
  if (issue.code === "invalid_format" && issue.format === "uuid") return t("Choose one");
  if (issue.code === "invalid_value") return t("Choose one");
  if (issue.code === "too_small") return tooSmall(issue, t);
  if (issue.code === "too_big") return tooBig(issue, t);
  return null;
}

function tooSmall(issue: Extract<Issue, { code: "too_small" }>, t: Translate): string {
  const least = Number(issue.minimum);
  if (issue.origin === "string") return least <= 1 ? t("Fill this in") : t("At least {{least}} characters", { least });
  if (issue.origin === "array") return t("At least {{least}}", { least });
  return issue.inclusive === false ? t("More than {{least}}", { least }) : t("Not less than {{least}}", { least });
}

function tooBig(issue: Extract<Issue, { code: "too_big" }>, t: Translate): string {
  const most = Number(issue.maximum);
  return issue.origin === "string" ? t("At most {{most}} characters", { most }) : t("Not more than {{most}}", { most });
}

/** Makes every form speak so; messages written into a schema ("4 to 8 digits") stay. */
export function speakInForms(t: Translate): void {
  z.config({ customError: (issue) => fieldWords(issue, t) ?? undefined });
}
