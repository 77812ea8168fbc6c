import { z } from "zod";
import { Limits } from "./access.ts";
import { id, instant, nothing, picture, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Session, User } from "./tenancy-identity.ts";

const newPassword = z.string().min(1).max(200).describe("At least 10 characters, and not one that many people use");
const linkToken = z.string().max(200).describe("From the link in the mail");
const ticket = z.string().max(4000);
const code = z.string().trim().min(6).max(20).describe("Six digits of the authenticator app, or a backup code");
/** WebAuthn messages are made and read by the browser; their insides are checked by the server's library. */
const webAuthn = z.record(z.string(), z.unknown());

/** Details of the problem `second_factor_needed` that a right password is answered with. */
export const SecondFactorNeeded = z.object({ ticket, methods: z.array(z.enum(["totp", "backup_code", "passkey"])) });

export const finishSignIn = endpoint({
  name: "identity.finish_sign_in",
  kind: "command",
  method: "POST",
  path: "/v1/auth/second-factor",
  access: "public",
  rate: "sign_in",
  summary: "Second step of a sign-in: the ticket of the first and a code",
  input: z.object({ ticket, code }),
  output: Session,
});
export const beginPasskeySignIn = endpoint({
  name: "identity.begin_passkey_sign_in",
  kind: "query",
  method: "POST",
  path: "/v1/auth/passkey/options",
  access: "public",
  rate: "sign_in",
  summary: "What the browser needs to sign in by passkey",
  input: nothing,
  output: z.object({ ticket: z.string(), options: webAuthn }),
});
export const signInByPasskey = endpoint({
  name: "identity.sign_in_by_passkey",
  kind: "command",
  method: "POST",
  path: "/v1/auth/passkey",
  access: "public",
  rate: "sign_in",
  summary: "Sign in by passkey",
  input: z.object({ ticket, response: webAuthn }),
  output: Session,
});
export const askPasswordReset = endpoint({
  name: "identity.ask_password_reset",
  kind: "command",
  method: "POST",
  path: "/v1/auth/forgot",
  access: "public",
  rate: "sign_in",
  summary: "Have a link sent with which to choose a new password; the answer is the same whether the address is known",
  input: z.object({ email: z.email().max(200), tenant: text(63).optional() }),
  output: nothing,
});
export const resetPassword = endpoint({
  name: "identity.reset_password",
  kind: "command",
  method: "POST",
  path: "/v1/auth/reset",
  access: "public",
  rate: "sign_in",
  summary: "Choose a new password by the link of a mail; every session of the user ends",
  input: z.object({ token: linkToken, password: newPassword }),
  output: nothing,
});
export const verifyEmail = endpoint({
  name: "identity.verify_email",
  kind: "command",
  method: "POST",
  path: "/v1/auth/verify",
  access: "public",
  rate: "sign_in",
  summary: "Confirm an e-mail address by the link of a mail",
  input: z.object({ token: linkToken }),
  output: z.object({ email: z.string() }),
});
export const confirmEmail = endpoint({
  name: "identity.confirm_email",
  kind: "command",
  method: "POST",
  path: "/v1/auth/email",
  access: "public",
  rate: "sign_in",
  summary: "Take a new e-mail address by the link of the mail that went to it; every session of the user ends",
  input: z.object({ token: linkToken }),
  output: z.object({ email: z.string() }),
});
export const getInvitation = endpoint({
  name: "identity.get_invitation",
  kind: "query",
  method: "POST",
  path: "/v1/auth/invitation",
  access: "public",
  rate: "sign_in",
  summary: "Whom an invitation is for, and by which business",
  input: z.object({ token: linkToken }),
  output: z.object({ name: z.string(), email: z.string(), business: z.string(), logoUrl: z.string().nullable() }),
});
export const acceptInvitation = endpoint({
  name: "identity.accept_invitation",
  kind: "command",
  method: "POST",
  path: "/v1/auth/invitation/accept",
  access: "public",
  rate: "sign_in",
  summary: "Accept an invitation with a password of one's own; signs in",
  input: z.object({ token: linkToken, name: text(100).optional(), password: newPassword }),
  output: Session,
});
export const getSignInChoices = endpoint({
  name: "identity.get_sign_in_choices",
  kind: "query",
  method: "GET",
  path: "/v1/auth/choices",
  access: "public",
  summary: "Outside providers with which people of a business may sign in",
  input: z.object({ tenant: text(63) }),
  output: z.object({ providers: z.array(z.object({ id, name: z.string(), startUrl: z.string() })) }),
});

export const inviteUser = endpoint({
  name: "identity.invite_user",
  kind: "command",
  method: "POST",
  path: "/v1/users/invite",
  access: "identity.user.change",
  summary: "Invite a person by mail; they choose their own password",
  status: 201,
  input: z.object({
    name: text(100),
    email: z.email().max(200),
    roles: z.array(text(60)).min(1).max(20),
    limits: z
      .record(text(60), Limits)
      .optional()
      .describe("How far a role goes, by its code; everywhere when left out"),
  }),
  output: User,
});
export const inviteAgain = endpoint({
  name: "identity.invite_again",
  kind: "command",
  method: "POST",
  path: "/v1/users/:id/invite",
  access: "identity.user.change",
  summary: "Send a new invitation; links sent before stop working",
  input: z.object({ id }),
  output: nothing,
});

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
export const beginTotp = endpoint({
  name: "identity.begin_totp",
  kind: "command",
  method: "POST",
  path: "/v1/me/totp",
  access: "signed_in",
  summary: "Begin to set up an authenticator app",
  input: nothing,
  output: z.object({ secret: z.string(), uri: z.string().describe("As a QR code for the app") }),
});
export const confirmTotp = endpoint({
  name: "identity.confirm_totp",
  kind: "command",
  method: "POST",
  path: "/v1/me/totp/confirm",
  access: "signed_in",
  summary: "Finish setting up the app by its first code; gives ten backup codes, shown once",
  input: z.object({ code }),
  output: z.object({ backupCodes: z.array(z.string()) }),
});
export const removeTotp = endpoint({
  name: "identity.remove_totp",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/totp",
  access: "signed_in",
  summary: "Stop using the authenticator app",
  input: nothing,
  output: nothing,
});
export const renewBackupCodes = endpoint({
  name: "identity.renew_backup_codes",
  kind: "command",
  method: "POST",
  path: "/v1/me/backup-codes",
  access: "signed_in",
  summary: "Ten new backup codes; the ones before stop working",
  input: nothing,
  output: z.object({ backupCodes: z.array(z.string()) }),
});
export const beginPasskey = endpoint({
  name: "identity.begin_passkey",
  kind: "query",
  method: "POST",
  path: "/v1/me/passkeys/options",
  access: "signed_in",
  summary: "What the browser needs to make a passkey",
  input: nothing,
  output: z.object({ ticket: z.string(), options: webAuthn }),
});
export const addPasskey = endpoint({
  name: "identity.add_passkey",
  kind: "command",
  method: "POST",
  path: "/v1/me/passkeys",
  access: "signed_in",
  summary: "Keep a passkey that the browser made",
  status: 201,
  input: z.object({ ticket, name: text(60), response: webAuthn }),
  output: Profile,
});
export const removePasskey = endpoint({
  name: "identity.remove_passkey",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/passkeys/:id",
  access: "signed_in",
  summary: "Stop using a passkey",
  input: z.object({ id }),
  output: nothing,
});

/** How somebody made sure that it is the person who asks. */
export const identityChecks = ["in_person", "video", "known_number"] as const;
export const resetSecondStep = endpoint({
  name: "identity.reset_second_step",
  kind: "command",
  method: "POST",
  path: "/v1/users/:id/second-step/reset",
  access: "identity.user.change",
  summary:
    "Take a lost second step away from a person who was recognised; their password and sessions end, and they choose a new password by mail",
  input: z.object({
    id,
    checkedBy: z.enum(identityChecks).describe("Met, seen by video, or called back at a number known before"),
    note: text(300).optional(),
  }),
  output: nothing,
});

export const listSessions = endpoint({
  name: "identity.list_sessions",
  kind: "query",
  method: "GET",
  path: "/v1/me/sessions",
  access: "signed_in",
  summary: "Devices on which one is signed in",
  input: nothing,
  output: z.object({
    items: z.array(
      z.object({
        id,
        device: z.string(),
        address: z.string(),
        method: z.string(),
        startedAt: instant,
        lastUsedAt: instant,
        isThis: z.boolean(),
      }),
    ),
  }),
});
export const endSession = endpoint({
  name: "identity.end_session",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/sessions/:id",
  access: "signed_in",
  summary: "Sign a device out",
  input: z.object({ id }),
  output: nothing,
});
export const endUserSessions = endpoint({
  name: "identity.end_user_sessions",
  kind: "command",
  method: "POST",
  path: "/v1/users/:id/sign-out",
  access: "identity.user.change",
  summary: "Sign a person out on every device",
  input: z.object({ id }),
  output: nothing,
});

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
