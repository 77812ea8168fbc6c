import { type ErrorCode, errorCodes, type FieldIssue, type Problem } from "@selvedge/contract";
import { inLanguage, type Language } from "./words/in-language.ts";

/** A refusal a person can act on. Thrown inside a command it means: nothing happened. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;
  readonly fields: FieldIssue[] | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    more: { details?: Record<string, unknown>; fields?: FieldIssue[] } = {},
  ) {
    super(message ?? errorCodes[code].title);
    this.name = "AppError";
    this.code = code;
    this.details = more.details;
    this.fields = more.fields;
  }
}

/** A refusal of one field: 400 with the field named. */
export function fieldError(path: string, message: string): AppError {
  return new AppError("validation_failed", message, { fields: [{ path, message }] });
}

export function notFound(what: string): AppError {
  return new AppError("not_found", `There is no such ${what}.`);
}

/** The RFC 9457 document of a refusal, in the language of whoever reads it. */
export function toProblem(error: AppError, requestId?: string, language: Language | null = null): Problem {
  const known = errorCodes[error.code];
  const say = (sentence: string) => inLanguage(language, sentence);
  return {
    type: `https://selvedge.example/problems/${error.code}`,
    title: say(known.title),
    status: known.status,
    code: error.code,
    ...(error.message !== known.title ? { detail: say(error.message) } : {}),
    ...(error.fields ? { fields: error.fields.map((f) => ({ ...f, message: say(f.message) })) } : {}),
    ...(error.details ? { details: error.details } : {}),
    ...(requestId ? { requestId } : {}),
  };
}

interface PgError {
  code: string;
  constraint?: string;
  detail?: string;
  message?: string;
}

/** What a constraint refuses, in words, and the field to mend where it is always the same one. */
const constraintWords: Record<string, [code: ErrorCode, words: string, field?: string]> = {
  import_stands_alone: [
    "wrong_state",
    "Later documents stand on this import (stock sold from it, money matched to it, or invoices of its orders); undo those first.",
  ],
  fiscal_period_open: ["period_closed", "The books of that day are closed; post on a later day."],
  payment_within_amount: ["over_applied", "That payment has less left to apply."],
  receivable_within_amount: ["over_applied", "That document has less open."],
  stock_level_reserved_within_on_hand: ["out_of_stock", "These pieces are promised to orders; release them first."],
  stock_level_on_hand_qty_check: ["out_of_stock", "There are not that many pieces on hand."],
  price_of: ["duplicate", "That list already has a price for this style, quantity and first day."],
  sku_gtin: ["duplicate", "Another SKU already carries this GTIN.", "gtin"],
  sku_tenant_id_code_key: ["duplicate", "Another SKU already has this code.", "code"],
  style_tenant_id_code_key: ["duplicate", "Another style already has this code.", "code"],
  sku_tenant_id_colourway_id_size_key: ["duplicate", "This colourway already has that size."],
  colourway_tenant_id_style_id_code_key: ["duplicate", "This style already has a colourway with this code."],
  party_customer_email: ["duplicate", "Another customer has this e-mail.", "email"],
  party_customer_phone: ["duplicate", "Another customer has this phone number.", "phone"],
  party_code: ["duplicate", "Another customer has this code.", "code"],
  user_account_tenant_id_email_key_key: ["duplicate", "A user with this e-mail exists already.", "email"],
  tenant_host_taken: ["duplicate", "Another business has proved that this domain is its own."],
  tenant_domain_tenant_id_host_key: ["duplicate", "This domain is in the list already.", "host"],
  tenant_slug_key: ["duplicate", "This address is taken; choose another.", "slug"],
};

/** What the database refused, in the words of the product; null when it is not a refusal we know. */
export function fromDatabase(error: unknown): AppError | null {
  const e = error as PgError;
  if (typeof e?.code !== "string") return null;
  const known = e.constraint ? constraintWords[e.constraint] : undefined;
  if (known) {
    const [code, words, field] = known;
    return new AppError(code, words, field ? { fields: [{ path: field, message: words }] } : {});
  }
  switch (e.code) {
    case "23505":
      return new AppError("duplicate", undefined, { details: { constraint: e.constraint } });
    case "23503":
      return new AppError("not_found", "Something this refers to does not exist.", {
        details: { constraint: e.constraint },
      });
    case "23514":
      return new AppError("conflict", undefined, { details: { constraint: e.constraint } });
    case "22003":
      return new AppError("validation_failed", "A number is larger than can be kept.");
    case "22007":
    case "22008":
    case "22P02":
      return new AppError("validation_failed", "A value is not of the kind it should be.");
    case "22P05":
    case "22021":
      return new AppError("validation_failed", "The text holds characters that cannot be kept.");
    case "CONNECTION_CLOSED":
    case "CONNECTION_ENDED":
    case "CONNECTION_DESTROYED":
    case "CONNECT_TIMEOUT":
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "EPIPE":
    case "ENOENT":
    case "57P01":
    case "57P02":
    case "57P03":
    case "53300":
      return new AppError("busy");
    default:
      return null;
  }
}

/** Serialization failure or deadlock: the same command may simply be run again. */
export function isRetryable(error: unknown): boolean {
  const code = (error as PgError)?.code;
  return code === "40001" || code === "40P01";
}
