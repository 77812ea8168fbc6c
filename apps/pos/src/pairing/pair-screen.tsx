import { BrandMark, Button, FieldFrame, Input } from "@selvedge/ui";
import { type FormEvent, useEffect, useState } from "react";
import { pair } from "../app/till.ts";
import { shell } from "../hardware/shell.ts";
import { useT } from "../i18n/i18n.ts";
import { useSite } from "./use-site.ts";

/** The first screen of a new device: the code that the admin shows. */
export function PairScreen() {
  const t = useT();
  const site = useSite();
  const [code, setCode] = useState("");
  const [name, setName] = useState(deviceWords());
  const [address, setAddress] = useState("");
  const [addressProblem, setAddressProblem] = useState<string | null>(null);
  useEffect(
    () =>
      void shell()
        ?.server()
        .then((known) => setAddress(known ?? "")),
    [],
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const wrong = (await shell()?.setServer(address)) ?? null;
    setAddressProblem(wrong);
    if (wrong) return setBusy(false);
    try {
      await pair(code, name.trim() || deviceWords());
    } catch (error) {
      setProblem(
        error instanceof TypeError
          ? t("The server cannot be reached; look at the network.")
          : t((error as Error).message),
      );
      setBusy(false);
    }
  };
  return (
    <main className="grid min-h-full place-items-center bg-bg p-4">
      <form
        onSubmit={submit}
        className="w-full max-w-sm space-y-5 rounded-xl border border-line bg-surface p-6 shadow-pop"
      >
        <div className="space-y-2">
          {site?.logoUrl ? (
            <img src={site.logoUrl} alt="" className="h-12 max-w-28 rounded bg-white object-contain p-1" />
          ) : (
            <BrandMark className="size-12" />
          )}
          {site && <p className="text-sm text-ink-2">{site.name}</p>}
          <h1 className="text-2xl font-semibold">{t("Pair this till")}</h1>
          <p className="text-ink-2">
            {t("In the admin, open Tills, choose the till and press “Pair a device”. Type the code it shows.")}
          </p>
        </div>
        {shell() && (
          <FieldFrame
            label={t("Address of the server")}
            hint={t("As in a browser, where the admin is")}
            error={addressProblem ?? undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={address}
                onChange={(e) => setAddress(e.target.value)}
                inputMode="url"
                spellCheck={false}
                placeholder="https://shop.example"
              />
            )}
          </FieldFrame>
        )}
        <FieldFrame label={t("Code")} error={problem ?? undefined}>
          {(control) => (
            <Input
              {...control}
              value={code}
              onChange={(e) => setCode(e.target.value.toUpperCase())}
              autoFocus
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              placeholder="ABCD-2345"
              className="text-center font-mono text-xl! tracking-widest"
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("This device is called")}>
          {(control) => <Input {...control} value={name} onChange={(e) => setName(e.target.value)} maxLength={80} />}
        </FieldFrame>
        <Button
          type="submit"
          tone="primary"
          size="lg"
          className="h-14 w-full text-lg"
          busy={busy}
          disabled={code.trim().length < 8}
        >
          {t("Pair")}
        </Button>
      </form>
    </main>
  );
}

function deviceWords(): string {
  const system = /iPad|iPhone|Android|Windows|Mac|Linux|CrOS/.exec(navigator.userAgent)?.[0] ?? "";
  return `${{ CrOS: "Chromebook", Mac: "Mac" }[system] ?? system} ${navigator.maxTouchPoints > 0 ? "tablet" : "counter"}`.trim();
}
