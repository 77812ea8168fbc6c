// Written by `npm run schema` from the migrated database; do not edit.

export interface AppErasableColumnRow {
  table_name: string;
  column_name: string;
}

export interface AppSignInFailureRow {
  key: string;
  failures: number;
  last_at: Date;
  wait_until: Date | null;
}

export interface AppSignInIndexRow {
  email_key: string;
  tenant_id: string;
  slug: string;
}

export interface AppTenantDirectoryRow {
  tenant_id: string;
  slug: string;
  name: string;
  time_zone: string;
}

export interface AppTenantHostRow {
  host: string;
  tenant_id: string;
  domain_id: string;
}

export interface AppTillPairingIndexRow {
  code_hash: string;
  tenant_id: string;
  till_id: string;
  expires_at: Date;
}

export interface AccountRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  type: string;
  account_role: string | null;
  status: string;
}

export interface AccountBalanceRow {
  tenant_id: string;
  account_id: string;
  ends_on: string;
  debit_minor: number;
  credit_minor: number;
}

export interface AnomalyCaseRow {
  tenant_id: string;
  id: string;
  number: string;
  kind: string;
  event_key: string;
  happened_on: string;
  score: number;
  reasons: unknown;
  facts: unknown;
  worth_minor: number;
  style_id: string | null;
  location_id: string | null;
  channel_id: string | null;
  customer_id: string | null;
  user_id: string | null;
  run_id: string | null;
  status: string;
  assignee_id: string | null;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  created_at: Date;
  version: number;
}

export interface AnomalyNoteRow {
  tenant_id: string;
  id: string;
  case_id: string;
  note: string;
  from_status: string | null;
  to_status: string | null;
  by_actor: string;
  by_id: string | null;
  at: Date;
}

export interface AnomalyThresholdRow {
  tenant_id: string;
  kind: string;
  learnt_threshold: number;
  threshold: number;
  verdicts: number;
  updated_at: Date;
}

export interface ApiKeyRow {
  tenant_id: string;
  id: string;
  name: string;
  prefix: string;
  secret_hash: string;
  scopes: string[];
  limits: unknown | null;
  requests_per_minute: number;
  expires_at: Date | null;
  revoked_at: Date | null;
  replaced_by: string | null;
  created_by: string | null;
  created_at: Date;
  version: number;
}

export interface ApiKeyUseRow {
  tenant_id: string;
  key_id: string;
  last_used_at: Date;
  last_address: string | null;
  requests: number;
}

export interface ApprovalRow {
  tenant_id: string;
  id: string;
  act: string;
  amount_minor: number | null;
  subject: string;
  reason: string;
  location_id: string | null;
  till_id: string | null;
  approved_by: string;
  requested_by_type: string;
  requested_by: string;
  approved_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  spent_on_type: string | null;
  spent_on: string | null;
}

export interface ApprovalPinRow {
  tenant_id: string;
  user_id: string;
  pin_hash: string;
  failed_tries: number;
  locked_until: Date | null;
  set_at: Date;
}

export interface AuditChainRow {
  tenant_id: string;
  next_xid: string;
  last_seq: number;
  last_id: number;
  last_hash: Buffer;
}

export interface AuditCheckRow {
  tenant_id: string;
  id: string;
  status: string;
  seal_count: number;
  seals_checked: number;
  events_checked: number;
  findings: unknown;
  failure: string | null;
  requested_by: string | null;
  started_at: Date;
  finished_at: Date | null;
}

export interface AuditSealRow {
  tenant_id: string;
  seq: number;
  day: string;
  from_id: number | null;
  to_id: number | null;
  late_ids: number[];
  event_count: number;
  previous: Buffer;
  hash: Buffer;
  sealed_at: Date;
}

export interface BackupCodeRow {
  tenant_id: string;
  user_id: string;
  code_hash: string;
  used_at: Date | null;
}

export interface BuyListLineRow {
  tenant_id: string;
  id: string;
  suggestion_id: string;
  sku_id: string;
  qty: number;
  unit_cost_minor: number;
  expected_on: string;
  status: string;
  created_at: Date;
  version: number;
}

export interface BuyPlanLineRow {
  tenant_id: string;
  run_id: string;
  sku_id: string;
  style_id: string;
  per_day: number;
  deviation_per_day: number;
  lead_days: number;
  reorder_point: number;
  safety_stock_qty: number;
  order_qty: number;
  position_qty: number;
  inbound_qty: number;
  proposed_qty: number;
  unit_cost_minor: number;
  worth_minor: number;
  curve_share: number;
}

export interface BuyingRuleRow {
  tenant_id: string;
  id: string;
  scope: string;
  scope_id: string | null;
  lead_time_days: number;
  lead_time_deviation_days: number;
  review_days: number;
  service_level: string;
  min_order_qty: number;
  pack_size: number;
  carton: unknown | null;
  order_cost_minor: number;
  holding_share: string;
  salvage_share: string;
  version: number;
}

export interface CartRow {
  tenant_id: string;
  id: string;
  token_hash: string;
  shopper_id: string | null;
  status: string;
  held_until: Date | null;
  order_id: string | null;
  created_at: Date;
  changed_at: Date;
  email_key: string | null;
  wants_no_reminder: boolean;
  reminded_at: Date | null;
  reminder_hash: string | null;
}

export interface CartLineRow {
  tenant_id: string;
  cart_id: string;
  sku_id: string;
  id: string;
  qty: number;
  added_at: Date;
}

export interface CategoryRow {
  tenant_id: string;
  id: string;
  parent_id: string | null;
  code: string;
  name: string;
}

export interface ChannelRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  location_id: string;
  currency: string;
  price_mode: string;
  status: string;
  version: number;
}

export interface ColourwayRow {
  tenant_id: string;
  id: string;
  style_id: string;
  code: string;
  name: string;
  hex: string;
  family: string | null;
  position: number;
  picture_file_id: string | null;
  status: string;
  version: number;
}

export interface CostConsumptionRow {
  tenant_id: string;
  move_id: string;
  layer_id: string;
  qty: number;
  value_minor: number;
}

export interface CostLayerRow {
  tenant_id: string;
  id: string;
  sku_id: string;
  pooled: boolean;
  received_at: Date;
  source_move_id: string | null;
  qty: number;
  value_minor: number;
  remaining_qty: number;
  remaining_value_minor: number;
  import_id: string | null;
}

export interface CustomerAccountRow {
  tenant_id: string;
  party_id: string;
  price_tier: string | null;
  payment_terms_days: number;
  credit_limit_minor: number | null;
  credit_hold: boolean;
  sales_rep_id: string | null;
  partial_ship: string;
  version: number;
}

export interface CustomerInsightRow {
  tenant_id: string;
  customer_id: string;
  customer_kind: string;
  segment: string;
  segment_since: string;
  recency_days: number | null;
  purchases: number;
  sales_minor: number;
  recency_score: number | null;
  frequency_score: number | null;
  monetary_score: number | null;
  cluster: number | null;
  first_on: string | null;
  last_on: string | null;
  clv_minor: number | null;
  expected_purchases: number | null;
  alive_probability: number | null;
  churn_probability: number | null;
  churn_reasons: unknown | null;
  next_order_low_on: string | null;
  next_order_on: string | null;
  next_order_high_on: string | null;
  next_order_overdue: boolean | null;
  scored_by_run: string | null;
  updated_at: Date;
}

export interface DemandForecastRow {
  tenant_id: string;
  id: string;
  run_id: string;
  level: string;
  node_id: string | null;
  location_id: string | null;
  method: string;
  starts_on: string;
  mean: number[];
  lower50: number[];
  upper50: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  units: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  lost_units: number;
  backtest: unknown;
  drivers: unknown;
}

export interface EventRow {
  tenant_id: string;
  id: number;
  xid: string;
  uid: string;
  type: string;
  entity_type: string;
  entity_id: string;
  before: unknown | null;
  after: unknown | null;
  actor_type: string;
  actor_id: string | null;
  request_id: string;
  at: Date;
}

export interface EventHandledRow {
  tenant_id: string;
  subscriber: string;
  event_uid: string;
  at: Date;
}

export interface EventRedactionRow {
  tenant_id: string;
  event_id: number;
  erasure_id: string;
  payload_hash: Buffer;
  redacted_hash: Buffer;
}

export interface FiscalPeriodRow {
  tenant_id: string;
  id: string;
  starts_on: string;
  ends_on: string;
  closed_at: Date | null;
}

export interface ForecastAccuracyRow {
  tenant_id: string;
  run_id: string;
  level: string;
  ahead: string;
  measured_on: string;
  node_count: number;
  day_count: number;
  actual: number;
  predicted: number;
  absolute_error: number;
  naive_absolute_error: number;
  covered80: number;
}

export interface GtinAssignmentRow {
  tenant_id: string;
  gtin: string;
  sku_id: string;
  assigned_at: Date;
}

export interface IdempotencyKeyRow {
  tenant_id: string;
  key: string;
  command: string;
  request_hash: string;
  response: unknown;
  created_at: Date;
}

export interface ImportDocumentRow {
  tenant_id: string;
  import_id: string;
  seq: number;
  document_number: string;
  kind: string;
  occurred_at: Date;
  line_count: number;
}

export interface ImportJobRow {
  tenant_id: string;
  id: string;
  kind: string;
  status: string;
  file_id: string;
  file_name: string;
  mapping: unknown;
  options: unknown;
  phase: string | null;
  total_lines: number | null;
  done_lines: number;
  good_lines: number;
  rejected_lines: number;
  summary: unknown | null;
  failure: string | null;
  cancel_requested: boolean;
  created_by: string | null;
  created_at: Date;
  finished_at: Date | null;
  version: number;
  done_seq: number;
}

export interface ImportLineRow {
  tenant_id: string;
  import_id: string;
  line_no: number;
  kind: string;
  document_number: string;
  occurred_at: Date;
  on_date: string;
  sku_code: string;
  style_code: string;
  colour: string;
  size: string;
  description: string;
  is_service: boolean;
  qty: number;
  unit_price_minor: number;
  amount_minor: number;
  discount_minor: number;
  unit_cost_minor: number | null;
  customer_code: string | null;
  customer_name: string | null;
  country: string | null;
  channel_code: string | null;
  location_code: string | null;
}

export interface ImportRejectRow {
  tenant_id: string;
  import_id: string;
  line_no: number;
  reason: string;
  raw: string;
}

export interface ImportSkuRow {
  tenant_id: string;
  import_id: string;
  sku_code: string;
  style_code: string;
  description: string;
  colour: string;
  size: string;
  is_service: boolean;
}

export interface InstallationSecretRow {
  name: string;
  secret: Buffer;
  created_at: Date;
}

export interface InvoiceRow {
  tenant_id: string;
  id: string;
  kind: string;
  number: string;
  order_id: string;
  shipment_id: string | null;
  original_invoice_id: string | null;
  customer_id: string | null;
  seller: unknown;
  buyer: unknown;
  place_of_supply: string | null;
  issued_on: string;
  due_on: string;
  currency: string;
  taxable_minor: number;
  tax_minor: number;
  total_minor: number;
  reason: string | null;
  created_at: Date;
  import_id: string | null;
  series: string | null;
}

export interface InvoiceLineRow {
  tenant_id: string;
  invoice_id: string;
  line_no: number;
  order_line_id: string;
  sku_id: string;
  description: string;
  hsn_code: string | null;
  qty: number;
  unit_price_minor: number;
  discount_minor: number;
  taxable_minor: number;
  tax_minor: number;
  total_minor: number;
  cost_minor: number;
  tax_trace: unknown;
}

export interface JournalEntryRow {
  tenant_id: string;
  id: string;
  posted_on: string;
  document_type: string;
  document_id: string;
  purpose: string;
  memo: string | null;
  reverses_entry_id: string | null;
  currency: string;
  import_id: string | null;
  created_at: Date;
}

export interface JournalLineRow {
  tenant_id: string;
  entry_id: string;
  line_no: number;
  account_id: string;
  posted_on: string;
  debit_minor: number;
  credit_minor: number;
  party_id: string | null;
  tax_component: string | null;
}

export interface LearningAlertRow {
  tenant_id: string;
  id: string;
  kind: string;
  code: string;
  run_id: string | null;
  detail: unknown;
  opened_at: Date;
  resolved_at: Date | null;
}

export interface LearningFeatureRow {
  tenant_id: string;
  run_id: string;
  feature: string;
  value_count: number;
  null_count: number;
  out_of_range_count: number;
  least: number | null;
  greatest: number | null;
  mean: number | null;
  newest_on: string | null;
  quantiles: number[];
  reference_run_id: string | null;
  psi: number | null;
  ks: number | null;
  verdict: string;
  findings: unknown;
}

export interface LearningModelRow {
  tenant_id: string;
  id: string;
  kind: string;
  scope: string;
  version: number;
  run_id: string;
  status: string;
  name: string;
  parameters: unknown;
  metrics: unknown;
  score: number | null;
  score_name: string | null;
  content: Buffer | null;
  content_sha256: string | null;
  content_bytes: number | null;
  created_at: Date;
}

export interface LearningPromotionRow {
  tenant_id: string;
  id: string;
  kind: string;
  scope: string;
  model_id: string;
  previous_model_id: string | null;
  action: string;
  reason: string | null;
  actor_type: string;
  actor_id: string | null;
  at: Date;
}

export interface LearningRunRow {
  tenant_id: string;
  id: string;
  kind: string;
  status: string;
  trigger: string;
  parameters: unknown;
  cut_off_on: string;
  data_hash: string | null;
  data_rows: number | null;
  seed: number;
  code_version: string | null;
  phase: string | null;
  progress: number;
  progress_at: Date | null;
  cancel_requested: boolean;
  metrics: unknown | null;
  failure: string | null;
  seconds: string | null;
  exported_to: string | null;
  created_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  attempts: number;
}

export interface LocationRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  state: string | null;
  country: string | null;
  address: unknown | null;
  allows_backorder: boolean;
  status: string;
  version: number;
}

export interface MailRow {
  tenant_id: string;
  id: string;
  to_address: string;
  to_name: string | null;
  subject: string;
  text_body: string;
  html_body: string;
  about_type: string | null;
  about_id: string | null;
  private: boolean;
  status: string;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export interface MailLinkRow {
  tenant_id: string;
  token_hash: string;
  kind: string;
  user_id: string;
  email: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface MarkdownLineRow {
  tenant_id: string;
  run_id: string;
  style_id: string;
  stock_qty: number;
  present_price_minor: number;
  starts_on: string;
  weekly_qty: number[];
  prices_minor: number[];
  plan_profit_minor: number;
  hold_profit_minor: number;
  profit_low_minor: number;
  profit_high_minor: number;
  sell_through: number;
  hold_sell_through: number;
  leftover_qty: number;
  refusal: string | null;
}

export interface NewStyleForecastRow {
  tenant_id: string;
  run_id: string;
  style_id: string;
  weeks_sold: number;
  units_sold: number;
  mean: number[];
  lower80: number[];
  upper80: number[];
  units: number;
  low80: number;
  high80: number;
  correction: number;
  likened: unknown;
}

export interface NumberSeriesRow {
  tenant_id: string;
  code: string;
  prefix: string;
  pad: number;
  next_no: number;
}

export interface OauthAppRow {
  tenant_id: string;
  id: string;
  client_id: string;
  name: string;
  website: string | null;
  redirect_uris: string[];
  secret_hash: string | null;
  scopes: string[];
  status: string;
  created_by: string | null;
  created_at: Date;
  version: number;
}

export interface OauthCodeRow {
  tenant_id: string;
  code_hash: string;
  grant_id: string;
  scopes: string[];
  redirect_uri: string;
  code_challenge: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface OauthGrantRow {
  tenant_id: string;
  id: string;
  app_id: string;
  user_id: string;
  scopes: string[];
  created_at: Date;
  last_used_on: string | null;
  revoked_at: Date | null;
  name: string;
  ended_why: string | null;
  expires_at: Date;
}

export interface OauthRefreshTokenRow {
  tenant_id: string;
  token_hash: string;
  grant_id: string;
  scopes: string[];
  issued_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface PartyRow {
  tenant_id: string;
  id: string;
  code: string | null;
  kind: string;
  name: string;
  name_key: string;
  email: string | null;
  email_key: string | null;
  phone: string | null;
  tax_number: string | null;
  country: string | null;
  state: string | null;
  is_customer: boolean;
  is_supplier: boolean;
  consent: unknown;
  external_ref: string | null;
  note: string | null;
  status: string;
  created_at: Date;
  version: number;
  import_id: string | null;
}

export interface PartyAddressRow {
  tenant_id: string;
  id: string;
  party_id: string;
  kind: string;
  line1: string;
  line2: string | null;
  city: string;
  state: string | null;
  postcode: string | null;
  country: string;
  is_default: boolean;
}

export interface PartyWordRow {
  tenant_id: string;
  word: string;
  party_id: string;
}

export interface PasskeyRow {
  tenant_id: string;
  id: string;
  user_id: string;
  credential_id: string;
  public_key: string;
  counter: number;
  transports: string[];
  rp_id: string;
  name: string;
  backed_up: boolean;
  created_at: Date;
  last_used_at: Date | null;
}

export interface PaymentRow {
  tenant_id: string;
  id: string;
  direction: string;
  method: string;
  provider_ref: string | null;
  status: string;
  amount_minor: number;
  unapplied_minor: number;
  currency: string;
  customer_id: string | null;
  order_id: string | null;
  refunds_payment_id: string | null;
  failure_reason: string | null;
  paid_on: string;
  created_at: Date;
  captured_at: Date | null;
  import_id: string | null;
  version: number;
  capture_later: boolean;
}

export interface PaymentApplicationRow {
  tenant_id: string;
  id: string;
  receivable_id: string;
  payment_id: string | null;
  credit_receivable_id: string | null;
  amount_minor: number;
  applied_on: string;
  created_at: Date;
  import_id: string | null;
}

export interface PaymentWebhookRow {
  tenant_id: string;
  provider: string;
  event_id: string;
  payload: unknown;
  received_at: Date;
}

export interface PriceRow {
  tenant_id: string;
  id: string;
  price_list_id: string;
  style_id: string;
  sku_id: string | null;
  min_qty: number;
  unit_price_minor: number;
  floor_minor: number | null;
  valid_from: string;
  valid_to: string;
  created_at: Date;
  version: number;
}

export interface PriceListRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  currency: string;
  price_mode: string;
  channel_kind: string | null;
  price_tier: string | null;
  customer_id: string | null;
  status: string;
  version: number;
}

export interface PriceTestRow {
  tenant_id: string;
  id: string;
  name: string;
  style_id: string;
  price_list_id: string;
  channel_kind: string;
  price_a_minor: number;
  price_b_minor: number;
  starts_on: string;
  turn_days: number;
  turns: string;
  smallest_effect_minor: number;
  status: string;
  verdict: unknown | null;
  ended_on: string | null;
  created_by: string | null;
  created_at: Date;
  version: number;
}

export interface PrivacyErasureRow {
  tenant_id: string;
  id: string;
  person_kind: string;
  person_id: string;
  status: string;
  reason: string;
  requested_by: string | null;
  requested_at: Date;
  finished_at: Date | null;
  failure: string | null;
  changed_rows: unknown;
  redacted_events: number;
}

export interface PrivacyHoldRow {
  tenant_id: string;
  id: string;
  person_kind: string;
  person_id: string;
  reason: string;
  placed_by: string | null;
  placed_at: Date;
  released_at: Date | null;
  released_by: string | null;
}

export interface PromotionRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  kind: string;
  percent_basis_points: number | null;
  amount_minor: number | null;
  channel_kinds: string[];
  style_ids: string[];
  category_ids: string[];
  starts_at: Date;
  ends_at: Date;
  stackable: boolean;
  priority: number;
  status: string;
  version: number;
  coupon: string | null;
  coupon_most_uses: number | null;
  coupon_uses: number;
}

export interface ReceivableRow {
  tenant_id: string;
  id: string;
  customer_id: string | null;
  document_type: string;
  document_id: string;
  document_number: string;
  order_id: string | null;
  issued_on: string;
  due_on: string;
  currency: string;
  amount_minor: number;
  open_minor: number;
  import_id: string | null;
}

export interface RecommendationRow {
  tenant_id: string;
  run_id: string;
  kind: string;
  context: string;
  rank: number;
  style_id: string;
  score: number;
  reason: string | null;
}

export interface RecordEditorRow {
  tenant_id: string;
  record_id: string;
  user_id: string;
  seen_at: Date;
}

export interface RefreshTokenRow {
  tenant_id: string;
  token_hash: string;
  family_id: string;
  user_id: string;
  issued_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  user_agent: string | null;
}

export interface ReservationRow {
  tenant_id: string;
  id: string;
  sku_id: string;
  location_id: string;
  document_type: string;
  document_id: string;
  document_line_id: string;
  qty: number;
  backordered_qty: number;
  status: string;
  expires_at: Date | null;
  created_at: Date;
}

export interface RetentionRuleRow {
  tenant_id: string;
  data_class: string;
  keep_days: number;
}

export interface ReturnRequestRow {
  tenant_id: string;
  id: string;
  order_id: string;
  reason: string;
  note: string | null;
  lines: unknown;
  status: string;
  answer: string | null;
  asked_at: Date;
  answered_at: Date | null;
  version: number;
}

export interface RoleRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  permissions: string[];
  built_in: boolean;
  version: number;
  requires_second_factor: boolean;
  description: string;
  limits: unknown;
}

export interface RoleParentRow {
  tenant_id: string;
  role_id: string;
  parent_id: string;
}

export interface SalesOrderRow {
  tenant_id: string;
  id: string;
  number: string;
  channel_id: string;
  customer_id: string | null;
  location_id: string;
  status: string;
  held_from: string | null;
  currency: string;
  price_mode: string;
  placed_on: string;
  placed_at: Date;
  buyer_name: string | null;
  buyer_email: string | null;
  buyer_place: string | null;
  buyer_tax_number: string | null;
  ship_to: unknown | null;
  partial_ship: string;
  gross_minor: number;
  discount_minor: number;
  taxable_minor: number;
  tax_minor: number;
  total_minor: number;
  paid_minor: number;
  refunded_minor: number;
  invoiced_minor: number;
  note: string | null;
  external_ref: string | null;
  import_id: string | null;
  created_by: string | null;
  created_at: Date;
  version: number;
}

export interface SalesOrderHistoryRow {
  tenant_id: string;
  order_id: string;
  seq: number;
  from_status: string | null;
  to_status: string;
  trigger: string;
  note: string | null;
  actor_type: string;
  actor_id: string | null;
  at: Date;
}

export interface SalesOrderLineRow {
  tenant_id: string;
  id: string;
  order_id: string;
  line_no: number;
  sku_id: string;
  qty: number;
  unit_price_minor: number;
  gross_minor: number;
  discount_minor: number;
  taxable_minor: number;
  tax_minor: number;
  total_minor: number;
  price_trace: unknown;
  tax_trace: unknown;
  shipped_qty: number;
  cancelled_qty: number;
  returned_qty: number;
}

export interface SavedViewRow {
  tenant_id: string;
  id: string;
  owner_id: string;
  list: string;
  name: string;
  state: unknown;
  shared: boolean;
  created_at: Date;
  version: number;
}

export interface SchemaMigrationRow {
  name: string;
  checksum: string;
  applied_at: Date;
}

export interface SeasonRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  starts_on: string;
  ends_on: string;
}

export interface SegmentModelRow {
  tenant_id: string;
  customer_kind: string;
  run_id: string | null;
  borders: unknown;
  learnt_at: Date;
}

export interface SegmentMoveRow {
  tenant_id: string;
  customer_id: string;
  moved_on: string;
  from_segment: string | null;
  to_segment: string;
}

export interface ShipmentRow {
  tenant_id: string;
  id: string;
  number: string;
  order_id: string;
  location_id: string;
  kind: string;
  carrier: string | null;
  tracking_number: string | null;
  shipped_on: string;
  shipped_at: Date;
  import_id: string | null;
  cause: string | null;
}

export interface ShipmentLineRow {
  tenant_id: string;
  id: string;
  shipment_id: string;
  order_line_id: string;
  sku_id: string;
  qty: number;
  condition: string;
  cost_minor: number;
}

export interface ShopCollectionRow {
  tenant_id: string;
  id: string;
  slug: string;
  name: string;
  blurb: string | null;
  rule: string;
  season_id: string | null;
  category_id: string | null;
  style_ids: string[];
  on_home: boolean;
  position: number;
}

export interface ShopCompanionRow {
  tenant_id: string;
  style_id: string;
  look: string[];
  together: string[];
  alike: string[];
  told_at: Date;
}

export interface ShopDeliveryRow {
  tenant_id: string;
  id: string;
  name: string;
  country: string;
  states: string[];
  charge_minor: number;
  free_from_minor: number | null;
  least_days: number;
  most_days: number;
  position: number;
}

export interface ShopOrderRow {
  tenant_id: string;
  order_id: string;
  cart_id: string;
  shopper_id: string | null;
  key_hash: string;
  email_key: string;
  phone: string | null;
  pays: string;
  delivery_name: string;
  delivery_minor: number;
  least_days: number;
  most_days: number;
  coupon: string | null;
  pay_until: Date | null;
}

export interface ShopReminderStopRow {
  tenant_id: string;
  email_key: string;
  stopped_at: Date;
}

export interface ShopSettingsRow {
  tenant_id: string;
  is_open: boolean;
  channel_id: string;
  delivery_sku_id: string;
  title: string;
  tagline: string | null;
  announcement: string | null;
  about: string | null;
  contact_email: string | null;
  hero_style_id: string | null;
  hold_minutes: number;
  pay_minutes: number;
  sold_out: string;
  shows_new_styles: boolean;
  pays_online: boolean;
  pays_on_delivery: boolean;
  on_delivery_most_minor: number | null;
  return_days: number;
  version: number;
  remind_hours: number | null;
  takes_money: string;
}

export interface ShopStyleRow {
  tenant_id: string;
  style_id: string;
  is_shown: boolean;
}

export interface ShopStyleFitRow {
  tenant_id: string;
  style_id: string;
  size_offset: number;
  standard_error: number;
  verdict: string;
  step: number;
  pieces: number;
  small_qty: number;
  large_qty: number;
  model: unknown;
  told_at: Date;
}

export interface ShopperRow {
  tenant_id: string;
  id: string;
  email_key: string;
  customer_id: string;
  password_hash: string | null;
  failed_sign_ins: number;
  locked_until: Date | null;
  created_at: Date;
}

export interface ShopperCodeRow {
  tenant_id: string;
  email_key: string;
  code_hash: string;
  sent_at: Date;
  expires_at: Date;
  tries: number;
  sent_in_hour: number;
  hour_began_at: Date;
}

export interface ShopperSessionRow {
  tenant_id: string;
  token_hash: string;
  shopper_id: string;
  issued_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export interface SignInProviderRow {
  tenant_id: string;
  id: string;
  name: string;
  issuer: string;
  client_id: string;
  client_secret: string;
  enabled: boolean;
  join_domains: string[];
  join_role: string;
  created_at: Date;
  version: number;
  second_step_acr: string[];
  second_step_amr: string[];
}

export interface SigningKeyRow {
  kid: string;
  private_jwk: unknown;
  public_jwk: unknown;
  created_at: Date;
  retired_at: Date | null;
}

export interface SizeScaleRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  sizes: string[];
  version: number;
}

export interface SkuRow {
  tenant_id: string;
  id: string;
  style_id: string;
  colourway_id: string;
  code: string;
  size: string;
  size_position: number;
  gtin: string | null;
  tax_class: string | null;
  reorder_point: number | null;
  status: string;
  created_at: Date;
  version: number;
}

export interface SpentTicketRow {
  tenant_id: string;
  ticket_id: string;
  expires_at: Date;
}

export interface StockAlertRow {
  tenant_id: string;
  id: string;
  sku_id: string;
  kind: string;
  available_qty: number;
  threshold_qty: number;
  opened_at: Date;
  resolved_at: Date | null;
}

export interface StockLevelRow {
  tenant_id: string;
  sku_id: string;
  location_id: string;
  on_hand_qty: number;
  reserved_qty: number;
  backordered_qty: number;
  version: number;
  updated_at: Date;
}

export interface StockMoveRow {
  tenant_id: string;
  id: string;
  sku_id: string;
  from_location_id: string;
  to_location_id: string;
  qty: number;
  value_minor: number;
  reason: string;
  note: string | null;
  document_type: string;
  document_id: string;
  document_line_id: string | null;
  moved_on: string;
  occurred_at: Date;
  import_id: string | null;
  created_at: Date;
}

export interface StoredFileRow {
  tenant_id: string;
  id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  storage_key: string;
  created_at: Date;
}

export interface StyleRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  name_key: string;
  description: string | null;
  kind: string;
  brand: string | null;
  gender: string | null;
  category_id: string | null;
  season_id: string | null;
  size_scale_id: string;
  hsn_code: string | null;
  tax_class: string;
  fabric: string | null;
  origin_country: string | null;
  search_text: string;
  status: string;
  created_at: Date;
  version: number;
  import_id: string | null;
}

export interface StyleElasticityRow {
  tenant_id: string;
  run_id: string;
  style_id: string;
  elasticity: number;
  standard_error: number;
  lower: number;
  upper: number;
  own_elasticity: number | null;
  own_share: number;
  category_mean: number;
  observations: number;
}

export interface StyleFitRow {
  tenant_id: string;
  run_id: string;
  style_id: string;
  size_scale_id: string;
  size_offset: number;
  standard_error: number;
  verdict: string;
  step: number;
  certainty: number;
  pieces: number;
  small_qty: number;
  large_qty: number;
  sizes: unknown;
}

export interface StyleReturnRow {
  tenant_id: string;
  run_id: string;
  style_id: string;
  pieces: number;
  returned_qty: number;
  rate: number;
  category_rate: number;
  unusual: number | null;
  reasons: unknown;
}

export interface SuggestionRow {
  tenant_id: string;
  id: string;
  kind: string;
  need: string;
  subject_type: string;
  subject_id: string;
  action: unknown;
  drivers: unknown;
  confidence: unknown;
  worth_minor: number;
  worth_low_minor: number;
  worth_high_minor: number;
  run_id: string | null;
  valid_until: string;
  status: string;
  decided_at: Date | null;
  decided_by: string | null;
  decided_actor: string | null;
  reason: string | null;
  done_action: unknown | null;
  result: unknown | null;
  outcome_due_on: string | null;
  outcome: unknown | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

export interface TaxRuleRow {
  tenant_id: string;
  id: string;
  jurisdiction: string;
  tax_class: string;
  component: string;
  supply: string;
  rate_ppm: number;
  band: unknown;
  valid_from: string;
  valid_to: string | null;
  reason: string | null;
  source: string;
}

export interface TenantRow {
  id: string;
  slug: string;
  name: string;
  legal_name: string;
  country: string;
  state: string | null;
  tax_number: string | null;
  currency: string;
  locale: string;
  time_zone: string;
  cost_method: string;
  fiscal_year_start_month: number;
  gtin_prefix: string | null;
  next_gtin_item: number;
  sku_pattern: string;
  settings: unknown;
  config_version: number;
  created_at: Date;
}

export interface TenantArchiveRow {
  tenant_id: string;
  id: string;
  direction: string;
  status: string;
  phase: string;
  done_rows: number;
  total_rows: number;
  size_bytes: number | null;
  storage_key: string | null;
  restored_tenant_id: string | null;
  restored_slug: string | null;
  failure: string | null;
  requested_by: string | null;
  created_at: Date;
  finished_at: Date | null;
}

export interface TenantDomainRow {
  tenant_id: string;
  id: string;
  host: string;
  token: string;
  verified_at: Date | null;
  checked_at: Date | null;
  last_error: string | null;
  created_at: Date;
}

export interface TillRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  location_id: string;
  channel_id: string;
  generation: number;
  pairing_hash: string | null;
  pairing_expires_at: Date | null;
  upi_id: string | null;
  receipt_footer: string;
  status: string;
  version: number;
  created_at: Date;
}

export interface TillCashierRow {
  tenant_id: string;
  user_id: string;
  pin_salt: string;
  pin_hash: string;
  approves: boolean;
  discount_limit_basis_points: number;
  status: string;
  version: number;
  set_at: Date;
}

export interface TillDeviceRow {
  tenant_id: string;
  id: string;
  till_id: string;
  name: string;
  series: string;
  secret_hash: string;
  paired_at: Date;
  paired_by: string | null;
  revoked_at: Date | null;
  last_seen_at: Date | null;
  waiting_events: number;
  clock_skew_ms: number;
  app_version: string | null;
  stuck_events: number;
  stuck_words: string | null;
}

export interface TillEventRow {
  tenant_id: string;
  id: string;
  device_id: string;
  till_id: string;
  counter: number;
  kind: string;
  session_id: string | null;
  happened_at: Date;
  received_at: Date;
  payload: unknown;
  payload_hash: string;
  status: string;
  reason: string | null;
  receipt_number: string | null;
  order_id: string | null;
  customer_id: string | null;
  waits_for: string | null;
}

export interface TillReviewRow {
  tenant_id: string;
  id: string;
  till_id: string;
  event_id: string;
  kind: string;
  details: unknown;
  opened_at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  note: string | null;
}

export interface TillSessionRow {
  tenant_id: string;
  id: string;
  till_id: string;
  device_id: string;
  opened_at: Date;
  opened_by: string | null;
  float_minor: number;
  opening_known: boolean;
  closed_at: Date | null;
  closed_by: string | null;
  closed_on: string | null;
  expected_minor: number | null;
  counted_minor: number | null;
  counted: unknown | null;
  note: string | null;
  z_number: number | null;
}

export interface UserAccountRow {
  tenant_id: string;
  id: string;
  email: string;
  email_key: string | null;
  name: string;
  password_hash: string | null;
  status: string;
  created_at: Date;
  version: number;
  email_verified_at: Date | null;
  avatar_file_id: string | null;
  totp_secret: string | null;
  totp_confirmed_at: Date | null;
  totp_last_step: number;
  last_sign_in_at: Date | null;
  language: string | null;
}

export interface UserIdentityRow {
  tenant_id: string;
  provider_id: string;
  subject: string;
  user_id: string;
  linked_at: Date;
}

export interface UserRoleRow {
  tenant_id: string;
  user_id: string;
  role_id: string;
  limits: unknown | null;
}

export interface UserSessionRow {
  tenant_id: string;
  id: string;
  user_id: string;
  method: string;
  started_at: Date;
  last_used_at: Date;
  confirmed_at: Date;
  ended_at: Date | null;
  ended_why: string | null;
  user_agent: string;
  address: string;
  provider_second_step: boolean;
}
