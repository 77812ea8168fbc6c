import "./places.ts";

export { createCustomerStep } from "./create-customer.ts";
export { type CustomerForOrder, getCustomerForOrder } from "./get-customer-for-order.ts";
export { importCustomers, type PastCustomer } from "./import-customers.ts";
export { operations } from "./routes.ts";
