import { fieldError } from "../../platform/errors.ts";
import { listSubdivisions, needsPostcode, normalisePostcode, normaliseState } from "./subdivisions.ts";

export interface DeliveryAddress {
  line1: string;
  line2?: string | undefined;
  city: string;
  state?: string | undefined;
  postcode?: string | undefined;
  country: string;
}

/**
 * An address that goods are sent to, as it is kept: whole by the country's own rules, its state by code.
 * @param path where the address stands in the input, for the field that is named
 * @throws validation_failed naming the field
 */
export function checkDeliveryAddress(address: DeliveryAddress, path: string): DeliveryAddress {
  const kept = { ...address };
  const states = listSubdivisions(address.country);
  if (address.state !== undefined) {
    const state = normaliseState(address.country, address.state);
    if (state === null) throw fieldError(`${path}.state`, "Choose a state of this country");
    kept.state = state;
  } else if (states.length > 0) throw fieldError(`${path}.state`, "Choose the state");
  if (address.postcode !== undefined) {
    const checked = normalisePostcode(address.country, address.postcode);
    if ("problem" in checked) throw fieldError(`${path}.postcode`, checked.problem);
    kept.postcode = checked.postcode;
  } else if (needsPostcode(address.country)) throw fieldError(`${path}.postcode`, "The postcode is missing");
  return kept;
}
