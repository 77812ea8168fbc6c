import { useMemo } from "react";
import { encode } from "uqr";

/** A QR code, always dark on white: that is what cameras read. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const code = useMemo(() => encode(text, { border: 2 }), [text]);
  const path = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      viewBox={`0 0 ${code.size} ${code.size}`}
      className={`bg-white ${className ?? ""}`}
      role="img"
      aria-label={label}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
