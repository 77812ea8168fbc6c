import { z } from "zod";
import { nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const SignInPolicy = z.object({
  idleMinutes: z.int().min(15).max(10_080).describe("After so long without use a session ends"),
  rolesWithSecondFactor: z.array(text(60)).max(200).describe("Codes of roles whose people must use a second step"),
});
const SignInPolicyNow = SignInPolicy.extend({
  everybodyNeedsSecondFactor: z.boolean().describe("The operator asks everybody, whatever their role"),
  people: z.int().describe("Active people of the business"),
  peopleWithSecondFactor: z.int(),
  ownersWithout: z.int().describe("Active owners who sign in by a password, or a provider, alone"),
});
export const getSignInPolicy = endpoint({
  name: "identity.get_sign_in_policy",
  kind: "query",
  method: "GET",
  path: "/v1/sign-in-policy",
  access: "identity.user.read",
  summary: "How people of the business must sign in",
  input: nothing,
  output: SignInPolicyNow,
});
export const changeSignInPolicy = endpoint({
  name: "identity.change_sign_in_policy",
  kind: "command",
  method: "PUT",
  path: "/v1/sign-in-policy",
  access: "tenancy.settings.change",
  summary: "Change how people of the business must sign in",
  input: SignInPolicy,
  output: SignInPolicyNow,
});
