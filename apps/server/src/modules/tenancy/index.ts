import type { Operation } from "../../platform/runner.ts";
import { addDomain, listDomains, removeDomain, verifyDomain } from "./domains.ts";
import { changeTenant, getTenant } from "./settings.ts";
import { getSite, setLogo } from "./site.ts";

export { openDns } from "./dns.ts";
export { makeSignUp, type NewOwner, type Opener, openTenant } from "./open-tenant.ts";

export const operations = [
  getTenant,
  changeTenant,
  getSite,
  setLogo,
  listDomains,
  addDomain,
  verifyDomain,
  removeDomain,
] as unknown as Operation[];
