import { useEffect } from "react";

const BETWEEN_KEYS_MS = 45;
const SHORTEST = 4;

/** A scan is no typing: what it left in a field (an amount, a count) is taken out again, for React to see. */
function takeBack(field: HTMLInputElement, typed: string): void {
  if (!field.value.endsWith(typed)) return;
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!;
  set!.call(field, field.value.slice(0, -typed.length));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

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
          if (event.target instanceof HTMLInputElement) takeBack(event.target, typed);
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
