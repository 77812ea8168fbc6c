import { z } from "zod";
import { id, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const Provider = z.object({
  id,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  enabled: z.boolean(),
  secondStepAcr: z.array(z.string()),
  secondStepAmr: z.array(z.string()),
  joinDomains: z.array(z.string()),
  joinRole: z.string(),
  lacksSecret: z
    .boolean()
    .describe("The business was moved here; nobody signs in by it until the secret is entered again"),
  redirectUri: z.string().describe("To be entered at the provider"),
  version: z.int(),
});
/** A value of acr or amr: a word without spaces, since acr_values are written one after another. */
const word = z
  .string()
  .trim()
  .regex(/^\S{1,200}$/, "One word, such as mfa");
const providerFields = {
  name: text(60),
  issuer: z.url({ protocol: /^https?$/ }).max(300),
  clientId: text(300),
  enabled: z.boolean().default(true),
  secondStepAcr: z
    .array(word)
    .max(20)
    .default([])
    .describe("Values of the claim acr that stand for our own second step; they are asked for as acr_values"),
  secondStepAmr: z.array(word).max(20).default([]).describe("Values of the claim amr that do, such as mfa"),
  joinDomains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/, "A domain such as example.com"),
    )
    .max(20)
    .default([]),
  joinRole: text(60).default("clerk"),
};
export const listProviders = endpoint({
  name: "identity.list_providers",
  kind: "query",
  method: "GET",
  path: "/v1/sign-in-providers",
  access: "tenancy.settings.read",
  summary: "Outside providers of sign-in (OpenID Connect)",
  input: nothing,
  output: z.object({ redirectUri: z.string(), items: z.array(Provider) }),
});
export const addProvider = endpoint({
  name: "identity.add_provider",
  kind: "command",
  method: "POST",
  path: "/v1/sign-in-providers",
  access: "tenancy.settings.change",
  summary: "Add an outside provider; its discovery document is read to see that it answers",
  status: 201,
  input: z.object({ ...providerFields, clientSecret: text(500) }),
  output: Provider,
});
export const changeProvider = endpoint({
  name: "identity.change_provider",
  kind: "command",
  method: "PUT",
  path: "/v1/sign-in-providers/:id",
  access: "tenancy.settings.change",
  summary: "Change an outside provider; without a secret the one before stays",
  input: z.object({ id, ...providerFields, clientSecret: text(500).optional() }),
  output: Provider,
});
export const removeProvider = endpoint({
  name: "identity.remove_provider",
  kind: "command",
  method: "DELETE",
  path: "/v1/sign-in-providers/:id",
  access: "tenancy.settings.change",
  summary: "Take an outside provider away; people who came by it sign in otherwise",
  input: z.object({ id }),
  output: nothing,
});
