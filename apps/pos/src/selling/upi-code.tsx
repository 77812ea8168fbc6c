import { minorToDecimal } from "@selvedge/domain";
import { useMemo } from "react";
import { encode } from "uqr";
import { useT } from "../i18n/i18n.ts";

/** The link of a UPI payment (NPCI's linking specification): payee, name, amount, currency. */
export function upiLink(payee: { upiId: string; name: string }, amountMinor: number, currency: string): string {
  const query = new URLSearchParams({
    pa: payee.upiId,
    pn: payee.name,
    am: minorToDecimal(amountMinor, currency),
    cu: currency,
  });
  return `upi://pay?${query.toString().replaceAll("+", "%20")}`;
}

/** What the shopper's phone reads, with payee and amount filled in. */
export function UpiCode(props: { upiId: string; name: string; amountMinor: number; currency: string }) {
  const t = useT();
  const { upiId, name, amountMinor, currency } = props;
  const code = useMemo(
    () => encode(upiLink({ upiId, name }, amountMinor, currency), { border: 2 }),
    [upiId, name, amountMinor, currency],
  );
  const path = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <figure className="flex flex-col items-center gap-2">
      <svg
        viewBox={`0 0 ${code.size} ${code.size}`}
        className="size-52 rounded-lg bg-white"
        role="img"
        aria-label={t("UPI code for {{payee}}", { payee: upiId })}
      >
        <path d={path} fill="#000" />
      </svg>
      <figcaption className="text-sm text-ink-2">{upiId}</figcaption>
    </figure>
  );
}
