/** Settings for tests and benches, which send more than any person; what is limited is asked in boundary/rate-limits.test.ts. */
export const unlimited = Object.fromEntries(
  ["REQUESTS", "SIGN_INS", "READS", "WRITES", "REPORTS", "UPLOADS"].map((what) => [`${what}_PER_MINUTE`, "1000000000"]),
);
