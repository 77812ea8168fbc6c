import type { Operation } from "../../platform/runner.ts";
import { changeCustomer } from "./change-customer.ts";
import { createCustomer } from "./create-customer.ts";
import { getCustomer } from "./get-customer.ts";
import { listCustomers } from "./list-customers.ts";

export const operations = [listCustomers, getCustomer, createCustomer, changeCustomer] as unknown as Operation[];
