import { type Logger, pino } from "pino";

export type Log = Logger;

/** Structured logs, one JSON line each. Anything that could be a secret is cut before it is written. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        "password",
        "*.password",
        "token",
        "*.token",
        "accessToken",
        "*.accessToken",
        "req.headers.authorization",
        "req.headers.cookie",
        "res.headers['set-cookie']",
        "databaseUrl",
        "*.databaseUrl",
      ],
      censor: "[cut]",
    },
  });
}
