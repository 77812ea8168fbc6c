import { z } from "zod";
import { id, instant, nothing, picture } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const Site = z.object({
  tenantId: id,
  slug: z.string(),
  name: z.string(),
  legalName: z.string(),
  country: z.string(),
  currency: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  accent: z.string().nullable(),
  logoUrl: z.string().nullable().describe("A path on this server"),
});
export type Site = z.output<typeof Site>;

const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, "A host name such as shop.example.com");

export const getSite = endpoint({
  name: "tenancy.get_site",
  kind: "query",
  method: "GET",
  path: "/v1/site",
  access: "public",
  summary: "The business that answers at a host (the request's own when left out): its name, logo and colour",
  input: z.object({ host: z.string().trim().max(260).optional() }),
  output: Site,
});
export const setLogo = endpoint({
  name: "tenancy.set_logo",
  kind: "command",
  method: "PUT",
  path: "/v1/tenant/logo",
  access: "tenancy.settings.change",
  summary: "Set the logo shown in the admin, at the till, in the shop and on documents; null takes it away",
  input: z.object({ picture: picture.nullable() }),
  output: z.object({ logoUrl: z.string().nullable() }),
});

export const Domain = z.object({
  id,
  host: z.string(),
  recordName: z.string().describe("Name of the DNS TXT record that proves the domain is yours"),
  recordValue: z.string(),
  verifiedAt: instant.nullable(),
  checkedAt: instant.nullable(),
  lastError: z.string().nullable(),
});
export const listDomains = endpoint({
  name: "tenancy.list_domains",
  kind: "query",
  method: "GET",
  path: "/v1/domains",
  access: "tenancy.settings.read",
  summary: "Addresses at which the business is reached: its subdomain and its own domains",
  input: nothing,
  output: z.object({ subdomain: z.string(), items: z.array(Domain) }),
});
export const addDomain = endpoint({
  name: "tenancy.add_domain",
  kind: "command",
  method: "POST",
  path: "/v1/domains",
  access: "tenancy.settings.change",
  summary: "Add an own domain; it counts once its DNS record is found",
  status: 201,
  input: z.object({ host }),
  output: Domain,
});
export const verifyDomain = endpoint({
  name: "tenancy.verify_domain",
  kind: "command",
  method: "POST",
  path: "/v1/domains/:id/verify",
  access: "tenancy.settings.change",
  summary: "Look for the domain's DNS record now",
  input: z.object({ id }),
  output: Domain,
});
export const removeDomain = endpoint({
  name: "tenancy.remove_domain",
  kind: "command",
  method: "DELETE",
  path: "/v1/domains/:id",
  access: "tenancy.settings.change",
  summary: "Take an own domain away; the business is no longer reached there",
  input: z.object({ id }),
  output: nothing,
});
