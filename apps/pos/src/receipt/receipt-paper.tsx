import type { ReceiptText } from "@selvedge/domain";
import { QrCode } from "./qr-code.tsx";

/** The receipt as it looks on paper: on the screen, and for the browser's own print. */
export function ReceiptPaper({
  text,
  copyWords,
  code,
}: {
  text: ReceiptText;
  copyWords: string;
  /** What opens it on the shopper's phone, and what that is called. */
  code: { link: string; label: string };
}) {
  const row = "flex justify-between gap-3";
  const rule = <hr className="my-2 border-t border-dashed border-neutral-400" />;
  return (
    <article
      id="printed-receipt"
      className="mx-auto w-full max-w-xs rounded-sm bg-white p-5 text-[13px] leading-relaxed text-neutral-900 shadow-pop"
    >
      <header className="text-center">
        {text.shop.map((line, i) => (
          <p key={line} className={i === 0 ? "text-base font-semibold" : ""}>
            {line}
          </p>
        ))}
        <p className="mt-2 font-semibold">
          {text.title}
          {text.isCopy && ` (${copyWords})`}
        </p>
      </header>
      {rule}
      {text.facts.map(([name, value]) => (
        <p key={name} className={row}>
          <span>{name}</span>
          <span className="text-end">{value}</span>
        </p>
      ))}
      {rule}
      {text.lines.map((line) => (
        <div key={line.key} className="mb-1">
          <p className="font-medium">{line.what}</p>
          <p className={row}>
            <span>{line.detail}</span>
            <span className="tabular">{line.amount}</span>
          </p>
        </div>
      ))}
      {rule}
      {text.sums.map(([name, value]) => (
        <p key={name} className={row}>
          <span>{name}</span>
          <span className="tabular">{value}</span>
        </p>
      ))}
      <p className={`${row} py-1 text-lg font-semibold`}>
        <span>{text.total[0]}</span>
        <span className="tabular">{text.total[1]}</span>
      </p>
      {text.taxes.map(([name, value]) => (
        <p key={name} className={`${row} text-neutral-700`}>
          <span>{name}</span>
          <span className="tabular">{value}</span>
        </p>
      ))}
      {rule}
      {text.paid.map(([name, value]) => (
        <p key={`${name} ${value}`} className={row}>
          <span>{name}</span>
          <span className="tabular">{value}</span>
        </p>
      ))}
      <footer className="mt-3 text-center">
        {text.footer.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <QrCode text={code.link} label={code.label} className="mx-auto mt-2 size-32" />
      </footer>
    </article>
  );
}
