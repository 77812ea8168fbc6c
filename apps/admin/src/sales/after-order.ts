/** Queries that show an order or what follows from it. */
export const afterOrder = [
  "sales.",
  "billing.",
  "fulfilment.",
  "payments.",
  "receivables.",
  "inventory.",
  "reports.",
  "ledger.",
];
