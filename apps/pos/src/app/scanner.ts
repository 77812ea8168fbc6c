import { useEffect } from "react";

const BETWEEN_KEYS_MS = 45;
const SHORTEST = 4;

/**
 * A scanner that types (USB or Bluetooth wedge): keys that follow each other faster than fingers do, ended by Enter.
 * Works wherever the focus is; what a person types stays theirs.
 */
export function useScanner(onScan: (code: string) => void, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let typed = "";
    let lastAt = 0;
    const listen = (event: KeyboardEvent) => {
      const isFast = event.timeStamp - lastAt < BETWEEN_KEYS_MS;
      lastAt = event.timeStamp;
      if (event.key === "Enter") {
        if (isFast && typed.length >= SHORTEST) {
          event.preventDefault();
          event.stopPropagation();
          const field = event.target instanceof HTMLInputElement ? event.target : null;
          if (field?.value.endsWith(typed)) field.blur();
          onScan(typed);
        }
        typed = "";
        return;
      }
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      typed = isFast ? typed + event.key : event.key;
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [onScan, enabled]);
}
