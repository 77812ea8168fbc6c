import { useEffect, useRef, useState } from "react";
import type { Cashier } from "../app/till-state.ts";
import { isPin, pinWaitMs } from "../device/pin.ts";
import { useT } from "../i18n/i18n.ts";
import { KeyPad } from "./key-pad.tsx";

type Person = Cashier & { pinSalt: string; pinHash: string };

const failuresKey = (id: string) => `selvedge.till.wrong-pins.${id}`;
const readFailures = (id: string) =>
  JSON.parse(localStorage.getItem(failuresKey(id)) ?? "null") as { n: number; at: number } | null;

/** A person's PIN, checked on the device. Wrong ones make the next try wait, across reloads. */
export function PinEntry({ person, onRight }: { person: Person; onRight: (person: Person) => void }) {
  const t = useT();
  const [pin, setPin] = useState("");
  const [words, setWords] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setPin("");
    setWords(null);
    if (person.id) field.current?.focus();
  }, [person.id]);
  const check = async (typed: string) => {
    const known = readFailures(person.id);
    const leftMs = known ? known.at + pinWaitMs(known.n) - Date.now() : 0;
    if (leftMs > 0)
      return setWords(t("Too many wrong PINs; wait {{seconds}} s", { seconds: Math.ceil(leftMs / 1000) }));
    setBusy(true);
    const right = await isPin(typed, person);
    setBusy(false);
    if (right) {
      localStorage.removeItem(failuresKey(person.id));
      return onRight(person);
    }
    localStorage.setItem(failuresKey(person.id), JSON.stringify({ n: (known?.n ?? 0) + 1, at: Date.now() }));
    setPin("");
    setWords(t("That is not the PIN"));
  };
  const type = (digits: string) => {
    setWords(null);
    setPin((p) => (p + digits).replace(/\D/g, "").slice(0, 8));
  };
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (pin.length >= 4) void check(pin);
      }}
    >
      <label className="block">
        <span className="sr-only">{t("PIN of {{name}}", { name: person.name })}</span>
        <input
          ref={field}
          value={pin}
          onChange={(e) => {
            setWords(null);
            setPin(e.target.value.replace(/\D/g, "").slice(0, 8));
          }}
          type="password"
          inputMode="none"
          autoComplete="off"
          className="h-14 w-full rounded-lg border border-line-strong/55 bg-surface text-center text-2xl tracking-[0.5em]"
          placeholder="••••"
        />
      </label>
      <p role="alert" className="min-h-5 text-center text-sm font-medium text-bad">
        {words}
      </p>
      <KeyPad onDigit={type} onBack={() => setPin((p) => p.slice(0, -1))} disabled={busy} />
      <button
        type="submit"
        disabled={busy || pin.length < 4}
        className="h-14 w-full rounded-lg bg-accent text-lg font-semibold text-on-accent disabled:opacity-50"
      >
        {t("Continue")}
      </button>
    </form>
  );
}
