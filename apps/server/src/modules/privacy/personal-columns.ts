/**
 * What an erasure makes of a personal column in the rows of a person.
 * `name`: "Erased person"; `email`: an address that reaches nobody; `null`, `empty`, `no_object`: gone; `parts`: JSON whose
 * personal keys are replaced; `text`: only what tells who they are is taken out of it; `secret`: gone, and never exported.
 */
export type Replacement = "name" | "email" | "null" | "empty" | "no_object" | "parts" | "text" | "secret";

/** Tables with personal columns, and what becomes of each. A row belongs to a person when any of its ids is theirs. */
export const personalColumns: Readonly<Record<string, Readonly<Record<string, Replacement>>>> = {
  party: {
    name: "name",
    email: "null",
    phone: "null",
    tax_number: "null",
    external_ref: "null",
    note: "null",
    consent: "no_object",
  },
  party_address: { line1: "empty", line2: "null", city: "empty", postcode: "null" },
  sales_order: {
    buyer_name: "name",
    buyer_email: "null",
    buyer_tax_number: "null",
    ship_to: "null",
    note: "text",
    external_ref: "text",
  },
  sales_order_history: { note: "text" },
  invoice: { buyer: "parts" },
  stock_move: { note: "text" },
  journal_entry: { memo: "text" },
  payment_webhook: { payload: "text" },
  idempotency_key: { response: "text" },
  import_line: { customer_name: "text" },
  import_reject: { raw: "text" },
  mail: { to_address: "email", to_name: "null", subject: "text", text_body: "text", html_body: "text" },
  user_account: { name: "name", email: "email", password_hash: "secret", totp_secret: "null", language: "null" },
  oauth_grant: { name: "text" },
  user_session: { user_agent: "empty", address: "empty" },
  mail_link: { email: "email" },
  saved_view: { name: "text", state: "text" },
  approval: { reason: "text", subject: "text" },
  cart: { email_key: "email" },
  shop_reminder_stop: { email_key: "email" },
  shopper: { email_key: "email" },
  shopper_code: { email_key: "email" },
  shop_order: { email_key: "email", phone: "null" },
  return_request: { note: "text", answer: "text" },
  till_event: { payload: "text" },
  till_session: { note: "text" },
  till_review: { details: "text", note: "text" },
  suggestion: { action: "text", drivers: "text", done_action: "text", result: "text", outcome: "text", reason: "text" },
  customer_insight: { churn_reasons: "text" },
  anomaly_case: { reasons: "text", facts: "text", reason: "text" },
  anomaly_note: { note: "text" },
  privacy_erasure: { reason: "text" },
  privacy_hold: { reason: "text" },
};

/** Rows that exist only so that a person can get in: they go with the person. */
export const accessTables: readonly string[] = [
  "refresh_token",
  "oauth_refresh_token",
  "oauth_code",
  "mail_link",
  "backup_code",
  "passkey",
  "user_identity",
  "approval_pin",
  "party_address",
  "shopper_session",
  "shopper_code",
];

/** The trail's columns; an erasure goes over them by `app.redact_event`. */
export const trailColumns: Readonly<Record<string, readonly string[]>> = { event: ["before", "after"] };

/** Tables about goods, prices, books, the program or the business itself: no column of theirs tells of a person. */
export const impersonalTables: ReadonlySet<string> = new Set(
  `account api_key api_key_use approval_pin backup_code buy_list_line buy_plan_line buying_rule cart cart_line category channel colourway
   import_document import_job import_sku invoice_line location oauth_app oauth_code oauth_refresh_token passkey price_list
   promotion recommendation refresh_token retention_rule role sales_order_line season segment_model shop_collection shop_companion
   shop_delivery shop_settings shop_style sign_in_provider size_scale sku spent_ticket stored_file style suggestion tax_rule tenant tenant_domain
   till till_device user_identity user_role anomaly_threshold style_fit style_return shop_style_fit`.split(/\s+/),
);

/** Areas that know goods and models, no people. */
export const impersonalAreas = /^(learning|forecast|demand|new_style|price|markdown|buy|audit)_?/;

/** Names of columns that tell of no person in whatever table they stand. */
export const impersonalNames: ReadonlySet<string> = new Set(
  `account_role action cause actor_type about_type band carrier category code code_version colour condition content content_sha256 country
   currency data_hash direction document_number document_type entity_type event_id failure failure_reason feature findings from_status
   grain gtin hash held_from host hsn_code jurisdiction key kind last_error last_hash locale media_type method metrics model number
   partial_ship payload_hash phase pattern permissions person_kind place_of_supply position prefix previous price_mode price_tier
   price_trace provider provider_ref purpose redacted_hash request_hash request_id scope score series sha256 size sizes slug source
   state status storage_key sub_kind subscriber task tax_class tax_component tax_trace time_zone to_status token tracking_number
   trigger type unit verdict word command buyer_place changed_rows data_class supply options mapping summary seller
   customer_code channel_code location_code sku_code style_code description reason act requested_by_type scopes spent_on_type subject_type
   ended_why need confidence segment from_segment to_segment decided_actor by_actor event_key receipt_number pays delivery_name coupon
   counted restored_slug carton borders customer_kind context lines rule level detail list`.split(/\s+/),
);

/** One-way hashes and what was mixed into them: words of nobody. */
export const hashed = /(_hash|_salt)$/;

/** Columns that nobody is ever given, whoever asks. */
export const neverExported = /(_hash|_salt|_secret|secret|token|private_jwk|password)$/;
