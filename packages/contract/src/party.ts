import { z } from "zod";
import { address, code, country, id, instant, minorPositive, page, pageInput, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { givenWith } from "./fields.ts";

export const consentChannels = ["email", "sms", "whatsapp", "phone", "post"] as const;
const consentGiven = z.object({ granted: z.boolean(), at: instant, source: z.string() });
const consentAsked = z.object({ granted: z.boolean(), source: text(100) });

export const Customer = z.object({
  id,
  code: z.string().nullable(),
  kind: z.enum(["company", "person"]),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  taxNumber: z.string().nullable(),
  country: z.string().nullable(),
  state: z.string().nullable(),
  note: z.string().nullable(),
  status: z.enum(["active", "archived"]),
  createdAt: instant,
  version: z.int(),
  addresses: z.array(
    z.object({
      id,
      kind: z.enum(["billing", "shipping"]),
      line1: z.string(),
      line2: z.string().nullable(),
      city: z.string(),
      state: z.string().nullable(),
      postcode: z.string().nullable(),
      country: z.string(),
      isDefault: z.boolean(),
    }),
  ),
  account: z.object({
    priceTier: z.string().nullable(),
    paymentTermsDays: z.int(),
    creditLimitMinor: z.int().nullable(),
    creditHold: z.boolean(),
    partialShip: z.enum(["refuse", "partial", "backorder"]),
    salesRep: z.object({ id, name: z.string() }).nullable().describe("Who looks after this customer"),
  }),
  consent: z.partialRecord(z.enum(consentChannels), consentGiven),
});
export type Customer = z.output<typeof Customer>;
export const CustomerRow = z.object({
  id,
  code: z.string().nullable(),
  kind: z.enum(["company", "person"]),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  place: z.string().nullable(),
  orderCount: z.int(),
  salesMinor: z.int(),
  openMinor: z.int(),
  currency: z.string(),
  lastOrderOn: z.string().nullable(),
});
const accountInput = z.object({
  priceTier: givenWith("party.credit.change", text(40).nullable().optional()),
  paymentTermsDays: givenWith("party.credit.change", z.int().min(0).max(365).optional()),
  creditLimitMinor: givenWith("party.credit.change", minorPositive.nullable().optional()),
  creditHold: givenWith("party.credit.change", z.boolean().optional()),
  partialShip: z.enum(["refuse", "partial", "backorder"]).optional(),
  salesRepId: givenWith("party.account.assign", id.nullable().optional()).describe("Who looks after this customer"),
});
const customerFields = {
  kind: z.enum(["company", "person"]),
  name: text(200),
  code: code.optional(),
  email: z.email().max(200).optional(),
  phone: text(30).optional().describe("Any form; kept as E.164"),
  taxNumber: text(30).optional(),
  country: country.optional(),
  state: text(60).optional(),
  note: text(2000).optional(),
  addresses: z
    .array(address.extend({ kind: z.enum(["billing", "shipping"]), isDefault: z.boolean().default(false) }))
    .max(50)
    .optional(),
  account: accountInput.optional(),
  consent: z
    .partialRecord(z.enum(consentChannels), consentAsked)
    .optional()
    .describe("May we write to them, by channel; each answer is kept with its time and source"),
};
export const listCustomers = endpoint({
  name: "party.list_customers",
  kind: "query",
  method: "GET",
  path: "/v1/customers",
  access: "party.customer.read",
  summary: "Customers with what they bought and owe; searched by name, code, e-mail or phone",
  input: z.object({
    ...pageInput,
    kind: z.enum(["company", "person"]).optional(),
    status: z.enum(["active", "archived"]).default("active"),
    sort: z.enum(["name", "newest", "bought_high", "bought_low", "owes_high", "owes_low"]).default("name"),
  }),
  output: page(CustomerRow),
});
export const getCustomer = endpoint({
  name: "party.get_customer",
  kind: "query",
  method: "GET",
  path: "/v1/customers/:id",
  access: "party.customer.read",
  summary: "A customer's profile, addresses and trading terms",
  input: z.object({ id }),
  output: Customer,
});
export const createCustomer = endpoint({
  name: "party.create_customer",
  kind: "command",
  method: "POST",
  path: "/v1/customers",
  access: "party.customer.change",
  summary: "Add a customer; e-mail, phone and tax number are checked, duplicates are named",
  status: 201,
  input: z.object(customerFields),
  output: Customer,
});
export const changeCustomer = endpoint({
  name: "party.change_customer",
  kind: "command",
  method: "PATCH",
  path: "/v1/customers/:id",
  access: "party.customer.change",
  summary: "Change a customer; addresses, when given, replace those there were",
  input: z.object({
    id,
    ...z.object(customerFields).partial().shape,
    code: code.nullable().optional(),
    email: z.email().max(200).nullable().optional(),
    phone: text(30).nullable().optional().describe("Any form; kept as E.164"),
    taxNumber: text(30).nullable().optional(),
    country: country.nullable().optional(),
    state: text(60).nullable().optional(),
    note: text(2000).nullable().optional(),
    status: z.enum(["active", "archived"]).optional(),
    version,
  }),
  output: Customer,
});
