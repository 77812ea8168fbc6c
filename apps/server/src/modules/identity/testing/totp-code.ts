import { Secret, TOTP } from "otpauth";

/** What an authenticator app with this key (base32) shows now. */
export const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
