import { Delete } from "lucide-react";
import { useT } from "../i18n/i18n.ts";

/** Big digits for fingers; the keyboard types as well. */
export function KeyPad({
  onDigit,
  onBack,
  disabled,
}: {
  onDigit: (digit: string) => void;
  onBack: () => void;
  disabled?: boolean;
}) {
  const t = useT();
  const key =
    "grid h-16 place-items-center rounded-lg border border-line bg-surface text-2xl font-medium hover:bg-surface-3 active:bg-accent-soft disabled:opacity-50";
  return (
    <div className="grid grid-cols-3 gap-2">
      {["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"].map((digit) => (
        <button key={digit} type="button" className={key} disabled={disabled} onClick={() => onDigit(digit)}>
          {digit}
        </button>
      ))}
      <button
        type="button"
        className={key}
        disabled={disabled}
        onClick={onBack}
        aria-label={t("Delete the last digit")}
      >
        <Delete aria-hidden />
      </button>
    </div>
  );
}
