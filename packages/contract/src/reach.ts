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
  "inventory.list_alerts",
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
