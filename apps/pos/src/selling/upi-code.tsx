import { useT } from "../i18n/i18n.ts";
import { QrCode } from "../receipt/qr-code.tsx";
import { type UpiPayment, upiLink } from "./upi-link.ts";

/** What the shopper's phone reads, with payee and amount filled in. */
export function UpiCode({ payment }: { payment: UpiPayment }) {
  const t = useT();
  return (
    <figure className="flex flex-col items-center gap-2">
      <QrCode
        text={upiLink(payment)}
        label={t("UPI code for {{payee}}", { payee: payment.upiId })}
        className="size-52 rounded-lg"
      />
      <figcaption className="text-sm text-ink-2">{payment.upiId}</figcaption>
    </figure>
  );
}
