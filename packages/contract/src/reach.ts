import type { Permission } from "./permissions.ts";

/** Who may read the events of a kind of record, in the feed as in the audit trail; of any other: who may read the audit. */
export const eventReaders: Readonly<Record<string, Permission>> = {
  tenant: "tenancy.settings.read",
  user: "identity.user.read",
  role: "identity.user.read",
  style: "catalog.style.read",
  colourway: "catalog.style.read",
  sku: "catalog.style.read",
  size_scale: "catalog.style.read",
  category: "catalog.style.read",
  season: "catalog.style.read",
  customer: "party.customer.read",
  location: "inventory.stock.read",
  stock_level: "inventory.stock.read",
  stock_alert: "inventory.stock.read",
  reservation: "inventory.stock.read",
  price: "pricing.price.read",
  price_list: "pricing.price.read",
  promotion: "pricing.price.read",
  channel: "sales.order.read",
  sales_order: "sales.order.read",
  shipment: "fulfilment.shipment.read",
  invoice: "billing.invoice.read",
  payment: "payments.payment.read",
  payment_application: "receivables.balance.read",
  journal_entry: "ledger.book.read",
  fiscal_period: "ledger.book.read",
  learning_run: "insights.model.read",
  learning_model: "insights.model.read",
  learning_alert: "insights.model.read",
  import_job: "connect.import.read",
  api_key: "identity.key.read",
  oauth_app: "identity.app.read",
  oauth_grant: "identity.app.read",
};

/** Which sides records of a kind have, as their events name them; a kind that is not here is at no place. */
export const eventSides: Readonly<Record<string, readonly ("locationId" | "channelId" | "customerId")[]>> = {
  customer: ["customerId"],
  location: ["locationId"],
  channel: ["channelId"],
  stock_level: ["locationId"],
  stock_alert: ["locationId"],
  reservation: ["locationId"],
  sales_order: ["locationId", "channelId", "customerId"],
  shipment: ["locationId", "channelId", "customerId"],
  invoice: ["locationId", "channelId", "customerId"],
  payment: ["locationId", "channelId", "customerId"],
  payment_application: ["customerId"],
};

/**
 * Doors under a permission whose holder may be limited to locations, channels or own accounts. Which lists and reports
 * cut themselves to the holder's reach is said here, by name; a reading door that is not named speaks of the whole
 * business and is refused to who is limited. A new one is therefore shut to them until it is made to cut.
 */
export const readsWithinReach: ReadonlySet<string> = new Set([
  "sales.list_orders",
  "sales.price_order",
  "sales.list_channels",
  "party.list_customers",
  "billing.list_invoices",
  "payments.list_payments",
  "inventory.list_locations",
  "inventory.list_stock",
  "inventory.get_availability",
  "inventory.list_moves",
  "receivables.get_aging",
]);

/** Reading doors about things that are at no location, in no channel and of no customer. */
export const readsOfNoPlace: ReadonlySet<string> = new Set([
  "catalog.list_styles",
  "catalog.get_style",
  "catalog.list_skus",
  "catalog.list_size_scales",
  "catalog.list_categories",
  "catalog.list_seasons",
  "identity.list_roles",
  "ledger.list_accounts",
]);

/** Collections in paths, and keys of inputs, whose ids name a record that has a place; each is looked up by its owner. */
export const placedCollections = [
  "orders",
  "customers",
  "invoices",
  "payments",
  "shipments",
  "locations",
  "channels",
] as const;
export type PlacedCollection = (typeof placedCollections)[number];

/** Keys of an input that name such a record. */
export const placedKeys: Readonly<Record<string, PlacedCollection>> = {
  locationId: "locations",
  fromLocationId: "locations",
  toLocationId: "locations",
  channelId: "channels",
  customerId: "customers",
  orderId: "orders",
  invoiceId: "invoices",
  paymentId: "payments",
  shipmentId: "shipments",
};

/** Keys that may name a place out of reach: goods are sent to anybody's shop, but only from one's own. */
export const freeKeys: Readonly<Record<string, readonly string[]>> = { "inventory.transfer_stock": ["toLocationId"] };
