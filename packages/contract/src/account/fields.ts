import { z } from "zod";

/** Fields that several doors of an account ask for. */
export const newPassword = z
  .string()
  .min(1)
  .max(200)
  .describe("At least 10 characters, and not one that many people use");
export const linkToken = z.string().max(200).describe("From the link in the mail");
export const ticket = z.string().max(4000);
export const code = z.string().trim().min(6).max(20).describe("Six digits of the authenticator app, or a backup code");
/** WebAuthn messages are made and read by the browser; their insides are checked by the server's library. */
export const webAuthn = z.record(z.string(), z.unknown());
