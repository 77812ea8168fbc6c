/** The closed set of error codes, each with its HTTP status and the sentence that names it. */
export const errorCodes = {
  bad_request: { status: 400, title: "The request could not be read" },
  validation_failed: { status: 400, title: "Some fields need another value" },
  not_signed_in: { status: 401, title: "Sign in first" },
  sign_in_failed: { status: 401, title: "E-mail or password is not right" },
  second_factor_needed: { status: 401, title: "One more step: a code, or your passkey" },
  session_revoked: { status: 401, title: "This session has ended; sign in again" },
  https_only: { status: 403, title: "This is answered by https only" },
  not_permitted: { status: 403, title: "Your role does not allow this" },
  approval_needed: { status: 403, title: "Somebody who may do this has to approve it" },
  approval_refused: { status: 403, title: "This was not approved" },
  confirm_identity: { status: 403, title: "Confirm first that it is you" },
  link_expired: { status: 410, title: "This link has been used or is too old" },
  not_found: { status: 404, title: "There is no such record" },
  conflict: { status: 409, title: "This clashes with what is already there" },
  stale_version: { status: 412, title: "Somebody changed this meanwhile; load it again" },
  idempotency_mismatch: { status: 422, title: "This idempotency key was used for another request" },
  payload_too_large: { status: 413, title: "This is larger than is accepted here" },
  unsupported_media: { status: 415, title: "This kind of content is not accepted here" },
  wrong_state: { status: 409, title: "This cannot be done in the present state" },
  out_of_stock: { status: 409, title: "There is not enough stock" },
  credit_exceeded: { status: 409, title: "This goes past the customer's credit" },
  no_price: { status: 409, title: "No price is in force for this" },
  no_tax_rule: { status: 409, title: "No tax rule is in force for this" },
  price_in_dead_band: { status: 409, title: "No tax rate fits this price" },
  period_closed: { status: 409, title: "That period of the books is closed" },
  over_applied: { status: 409, title: "This is more than is left" },
  duplicate: { status: 409, title: "This already exists" },
  too_many_requests: { status: 429, title: "Too many requests; wait a little" },
  busy: { status: 503, title: "The database is busy or restarting; try again" },
  unexpected: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** One field's complaint: a dotted path into the input, and what to do. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** RFC 9457 problem document as every error leaves the server. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  fields?: FieldIssue[];
  details?: Record<string, unknown>;
  requestId?: string;
}
