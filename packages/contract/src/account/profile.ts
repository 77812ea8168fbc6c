import { z } from "zod";
import { id, instant, nothing, picture, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { code, newPassword } from "./fields.ts";

export const Profile = z.object({
  id,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  newEmail: z.string().nullable().describe("An address that was asked to confirm that it is the person's"),
  avatarUrl: z.string().nullable(),
  hasPassword: z.boolean(),
  totp: z.boolean(),
  backupCodesLeft: z.int(),
  secondFactorRequired: z.boolean().describe("By one of the person's roles, or by the operator"),
  passkeys: z.array(
    z.object({ id, name: z.string(), host: z.string(), createdAt: instant, lastUsedAt: instant.nullable() }),
  ),
  confirmedUntil: instant.nullable().describe("Until when changes of own security need no new proof of who it is"),
});
export const getProfile = endpoint({
  name: "identity.get_profile",
  kind: "query",
  method: "GET",
  path: "/v1/me/profile",
  access: "signed_in",
  summary: "Own profile and ways to sign in",
  input: nothing,
  output: Profile,
});
export const changeProfile = endpoint({
  name: "identity.change_profile",
  kind: "command",
  method: "PATCH",
  path: "/v1/me/profile",
  access: "signed_in",
  summary: "Change own name or picture (null takes the picture away)",
  input: z.object({ name: text(100).optional(), avatar: picture.nullable().optional() }),
  output: Profile,
});
export const sendVerification = endpoint({
  name: "identity.send_verification",
  kind: "command",
  method: "POST",
  path: "/v1/me/verification",
  access: "signed_in",
  summary: "Send the mail with which to confirm one's address again",
  input: nothing,
  output: nothing,
});
export const changeEmail = endpoint({
  name: "identity.change_email",
  kind: "command",
  method: "POST",
  path: "/v1/me/email",
  access: "signed_in",
  rate: "sign_in",
  summary: "Have a link sent to a new e-mail address; the old one is told, and stays until the new one is confirmed",
  input: z.object({ email: z.email().max(200) }),
  output: nothing,
});
export const keepEmail = endpoint({
  name: "identity.keep_email",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/email",
  access: "signed_in",
  summary: "Leave one's e-mail address as it is; a link that went to a new one stops working",
  input: nothing,
  output: nothing,
});
export const confirmMe = endpoint({
  name: "identity.confirm_me",
  kind: "command",
  method: "POST",
  path: "/v1/me/confirm",
  access: "signed_in",
  summary: "Prove who it is again, by password or code, before a change of own security",
  input: z.object({ password: z.string().max(200).optional(), code: code.optional() }),
  output: z.object({ confirmedUntil: instant }),
});
export const changePassword = endpoint({
  name: "identity.change_password",
  kind: "command",
  method: "POST",
  path: "/v1/me/password",
  access: "signed_in",
  summary: "Change own password; every other session ends",
  input: z.object({ password: newPassword }),
  output: nothing,
});
