import "./places.ts";

export { checkDeliveryAddress, type DeliveryAddress } from "./check-delivery-address.ts";
export { createCustomerStep } from "./create-customer.ts";
export { type CustomerForOrder, getCustomerForOrder } from "./get-customer-for-order.ts";
export { importCustomers, type PastCustomer } from "./import-customers.ts";
export { changeShopperProfile, openShopperCustomer, type ShopperProfile } from "./open-shopper-customer.ts";
export { type Customer, readCustomer } from "./read-customer.ts";
export { operations } from "./routes.ts";
export { listSubdivisions, needsPostcode, normaliseState } from "./subdivisions.ts";
