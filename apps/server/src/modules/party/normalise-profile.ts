import type { ParsedInputOf, partyApi } from "@selvedge/contract";
import { normaliseEmail, normaliseTaxNumber, taxNumberProblem } from "@selvedge/domain";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { fieldError } from "../../platform/errors.ts";
import { normalisePostcode, normaliseState, stateName, stateOfGstin } from "./subdivisions.ts";

export type AddressInput = NonNullable<ParsedInputOf<typeof partyApi.createCustomer>["addresses"]>[number];

/** What the checks look at: a whole profile, whether just typed or merged with what was there. */
export interface ProfileFacts {
  email: string | null;
  phone: string | null;
  taxNumber: string | null;
  country: string | null;
  state: string | null;
}

/**
 * A profile as it is kept: e-mail in lower case, phone as E.164, tax number without spaces and with its check digits
 * verified, state by its code. Where no country is given, numbers are read as of the business's own.
 * @throws validation_failed naming the field
 */
export function normaliseProfile(facts: ProfileFacts, homeCountry: string): ProfileFacts {
  const country = facts.country ?? homeCountry;
  const taxNumber = facts.taxNumber === null ? null : checkedTaxNumber(country, facts.taxNumber);
  return {
    email: facts.email === null ? null : normaliseEmail(facts.email),
    phone: facts.phone === null ? null : checkedPhone(facts.phone, country),
    taxNumber,
    country: facts.country ?? (taxNumber === null && facts.state === null ? null : homeCountry),
    state: checkedState(country, facts.state, taxNumber),
  };
}

function checkedPhone(text: string, country: string): string {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country as "IN", extract: false });
  if (!parsed?.isValid())
    throw fieldError("phone", "Not a phone number; begin with + and the country code when abroad");
  return parsed.number;
}

function checkedTaxNumber(country: string, text: string): string {
  const problem = taxNumberProblem(country, text);
  if (problem) throw fieldError("taxNumber", `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`);
  return normaliseTaxNumber(text);
}

/** The state decides which tax is due, so it must be one that there is, and the one the GSTIN is registered in. */
function checkedState(country: string, text: string | null, taxNumber: string | null): string | null {
  const registered = country === "IN" && taxNumber ? stateOfGstin(taxNumber) : null;
  if (text === null) return registered;
  const state = normaliseState(country, text);
  if (state === null) throw fieldError("state", `There is no such state in ${country}`);
  if (registered !== null && registered !== state) {
    throw fieldError(
      "state",
      `This GSTIN is registered in ${stateName("IN", registered)} (${registered}), not in ${stateName("IN", state)}`,
    );
  }
  return state;
}

/**
 * Addresses as they are kept; the first of each kind is the default where none says so.
 * @throws validation_failed naming the address and field
 */
export function normaliseAddresses(addresses: readonly AddressInput[]): AddressInput[] {
  for (const kind of ["billing", "shipping"] as const) {
    const defaults = addresses.flatMap((a, i) => (a.kind === kind && a.isDefault ? [i] : []));
    if (defaults.length > 1) {
      throw fieldError(`addresses.${defaults[1]}.isDefault`, `Another ${kind} address is the default already`);
    }
  }
  return addresses.map((address, i) => {
    const kept = { ...address };
    if (address.state !== undefined) {
      const state = normaliseState(address.country, address.state);
      if (state === null) throw fieldError(`addresses.${i}.state`, `There is no such state in ${address.country}`);
      kept.state = state;
    }
    if (address.postcode !== undefined) {
      const checked = normalisePostcode(address.country, address.postcode);
      if ("problem" in checked) throw fieldError(`addresses.${i}.postcode`, checked.problem);
      kept.postcode = checked.postcode;
    }
    const own = addresses.filter((other) => other.kind === address.kind);
    if (own[0] === address && !own.some((other) => other.isDefault)) kept.isDefault = true;
    return kept;
  });
}
