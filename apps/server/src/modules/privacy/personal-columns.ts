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
  user_account: { name: "name", email: "email", password_hash: "secret" },
  refresh_token: { token_hash: "secret", user_agent: "null" },
  privacy_erasure: { reason: "text" },
  privacy_hold: { reason: "text" },
};

/** The trail's columns; an erasure goes over them by `app.redact_event`. */
export const trailColumns: Readonly<Record<string, readonly string[]>> = { event: ["before", "after"] };

/** Tables about goods, prices, books, the program or the business itself: no column of theirs tells of a person. */
export const impersonalTables: readonly string[] = [
  "account",
  "category",
  "channel",
  "colourway",
  "forecast",
  "forecast_run",
  "import_document",
  "import_job",
  "import_sku",
  "invoice_line",
  "learning_feature",
  "learning_model",
  "learning_promotion",
  "learning_run",
  "location",
  "price_list",
  "promotion",
  "retention_rule",
  "role",
  "sales_order_line",
  "season",
  "size_scale",
  "sku",
  "stored_file",
  "style",
  "tax_rule",
  "tenant",
  "tenant_domain",
];

/** Names of columns that tell of no person in whatever table they stand. */
export const impersonalNames: ReadonlySet<string> = new Set(
  `account_role action actor_type about_type band carrier category code code_version colour condition content content_sha256 country
   currency data_hash direction document_number document_type entity_type event_id failure failure_reason feature findings from_status
   grain gtin hash held_from host hsn_code jurisdiction key kind last_error last_hash locale media_type method metrics model number
   partial_ship payload_hash phase pattern permissions person_kind place_of_supply position prefix previous price_mode price_tier
   price_trace provider provider_ref purpose redacted_hash request_hash request_id scope score series sha256 size sizes slug source
   state status storage_key sub_kind subscriber task tax_class tax_component tax_trace time_zone to_status token tracking_number
   trigger type unit verdict word command buyer_place changed_rows data_class supply options mapping summary seller
   customer_code channel_code location_code sku_code style_code description reason`.split(/\s+/),
);

/** Columns that nobody is ever given, whoever asks. */
export const neverExported = /(_hash|_secret|secret|token|private_jwk|password)$/;
