import { partyApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { readCustomer } from "./read-customer.ts";

export const getCustomer = query(partyApi.getCustomer, (ctx, input) => readCustomer(ctx, input.id));
