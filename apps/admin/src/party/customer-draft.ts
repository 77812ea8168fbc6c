import type { InputOf, OutputOf, Permission, partyApi } from "@selvedge/contract";

type Customer = OutputOf<typeof partyApi.getCustomer>;
type Change = InputOf<typeof partyApi.changeCustomer>;
type Draft = InputOf<typeof partyApi.createCustomer>;
type Can = (permission: Permission) => boolean;

/**
 * What a form begins with, without what the person may not give: the server refuses a change that carries terms from somebody who may
 * not set them, even when they are the ones there were.
 */
export function customerDraft(customer: Customer, can: Can): Change {
  const { account } = customer;
  return {
    id: customer.id,
    version: customer.version,
    kind: customer.kind,
    name: customer.name,
    code: customer.code ?? "",
    email: customer.email ?? "",
    phone: customer.phone ?? "",
    taxNumber: customer.taxNumber ?? "",
    country: customer.country ?? "",
    state: customer.state ?? "",
    note: customer.note ?? "",
    account: {
      partialShip: account.partialShip,
      ...(can("party.credit.change")
        ? {
            priceTier: account.priceTier ?? "",
            paymentTermsDays: account.paymentTermsDays,
            creditLimitMinor: account.creditLimitMinor,
            creditHold: account.creditHold,
          }
        : {}),
      ...(can("party.account.assign") ? { salesRepId: account.salesRep?.id ?? "" } : {}),
    },
  };
}

/** A new customer by the name or phone number that was looked for and not found. */
export function newCustomerDraft(sought: string, country: string, can: Can): Draft {
  const phone = /^[+\d][\d\s()-]{5,}$/.test(sought) ? sought : "";
  return {
    kind: phone ? "person" : "company",
    name: phone ? "" : sought,
    phone,
    country,
    account: { partialShip: "refuse", ...(can("party.credit.change") ? { paymentTermsDays: 0 } : {}) },
  };
}

/** What is sent: an emptied limit, tier or representative is taken away, not left as it was. */
export function customerChange(values: Change, typed: Change["account"]): Change {
  const emptied = (["creditLimitMinor", "priceTier", "salesRepId"] as const).filter((key) => typed && key in typed);
  const account = { ...values.account, ...Object.fromEntries(emptied.map((key) => [key, typed?.[key] || null])) };
  return { ...values, account };
}
