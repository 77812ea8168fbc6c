import { z } from "zod";
import { id, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { code, ticket, webAuthn } from "./fields.ts";
import { Profile } from "./profile.ts";

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
