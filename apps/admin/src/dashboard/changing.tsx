import { type ReactNode, useEffect, useRef, useState } from "react";

/** A figure that shows a short tint when the feed changes it; its place and size stay. */
export function Changing({ value, children }: { value: string | number; children: ReactNode }) {
  const seen = useRef(value);
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    setBeat((count) => count + 1);
  }, [value]);
  return (
    <span key={beat} className={beat > 0 ? "animate-changed rounded-sm" : undefined}>
      {children}
    </span>
  );
}
