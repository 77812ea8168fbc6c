import { z } from "zod";
import { id, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { Session } from "../tenancy-identity.ts";
import { code, linkToken, newPassword, ticket, webAuthn } from "./fields.ts";

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
