import { expect, test } from "vitest";
import { upiLink, upiReference } from "./upi-link.ts";

test("a UPI link names payee, amount to the paisa and a reference, so that any app reads it", () => {
  const reference = upiReference("BAN1.2", new Date("2026-11-30T06:00:00.000Z"));
  expect(reference).toMatch(/^BAN12[0-9A-Z]+$/);
  expect(reference.length).toBeLessThanOrEqual(35);
  const link = upiLink({
    upiId: "kora.shop@okbank",
    name: "Kora & Sons",
    amountMinor: 249_950,
    currency: "INR",
    reference,
  });
  expect(link).toContain("upi://pay?pa=kora.shop@okbank&");
  const query = new URL(link).searchParams;
  expect(Object.fromEntries(query)).toEqual({
    pa: "kora.shop@okbank",
    pn: "Kora & Sons",
    tr: reference,
    tn: `Bill ${reference}`,
    am: "2499.50",
    cu: "INR",
  });
  expect(link).not.toContain("+");
});
