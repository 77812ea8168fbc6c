export { type CustomerForOrder, getCustomerForOrder } from "./get-customer-for-order.ts";
export { operations } from "./routes.ts";
