import { BrandMark, Button, FieldFrame, GarmentPicture, Input, Notice } from "@selvedge/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { signIn } from "./session-store.ts";

const rail: [name: string, hex: string][] = [
  ["Shirt", "#d9cfb8"],
  ["Kurta", "#a4512b"],
  ["Jeans", "#5f7cab"],
  ["Dress", "#c6942b"],
  ["Jacket", "#5f7f63"],
  ["Skirt", "#c98f94"],
  ["Knit", "#e6dcc3"],
  ["Tee", "#8fb8de"],
  ["Shorts", "#b5272c"],
];

/** Indigo cloth with its woven edge, garments on it. Only where there is room; says nothing to screen readers. */
function ClothPanel() {
  return (
    <div aria-hidden className="relative hidden overflow-hidden bg-[oklch(0.29_0.07_266)] lg:block">
      <div className="absolute inset-0 bg-[repeating-linear-gradient(115deg,rgb(255_255_255/0.035)_0_1px,transparent_1px_5px)]" />
      <div className="absolute inset-0 grid place-items-center pe-6">
        <div className="grid w-[min(30rem,80%)] grid-cols-3 gap-8">
          {rail.map(([name, hex]) => (
            <GarmentPicture key={name} name={name} hex={hex} className="aspect-square h-auto w-full bg-transparent" />
          ))}
        </div>
      </div>
      <span className="selvedge-edge absolute inset-y-0 end-0 w-4" />
    </div>
  );
}

/** The door. Nothing of the app behind it is loaded before it opens. */
export function SignInPage() {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const askTenant = new URLSearchParams(location.search).has("business");

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const read = (name: string) => String(fields.get(name) ?? "").trim();
    const tenant = read("tenant");
    setBusy(true);
    setFailure(null);
    try {
      await signIn({
        email: read("email"),
        password: String(fields.get("password") ?? ""),
        ...(tenant ? { tenant } : {}),
      });
    } catch (error) {
      const offline = error instanceof TypeError;
      setFailure(
        offline ? t("The server was not reached. Check the connection and try again.") : (error as Error).message,
      );
      setBusy(false);
    }
  };

  return (
    <main className="grid min-h-dvh bg-bg lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <ClothPanel />
      <div className="w-full max-w-sm place-self-center px-4 py-10">
        <div className="mb-6 flex items-center gap-3">
          <BrandMark className="size-10" />
          <div>
            <p className="text-lg font-semibold tracking-tight">Selvedge</p>
            <p className="text-sm text-ink-2">{t("Stock, sales and books of a garment business")}</p>
          </div>
        </div>
        <form
          onSubmit={(event) => void submit(event)}
          className="space-y-4 rounded-xl border border-line bg-surface p-6 shadow-[0_1px_2px_rgb(0_0_0/0.04)]"
        >
          <h1 className="text-xl font-semibold tracking-tight">{t("Sign in")}</h1>
          {failure && <Notice tone="bad">{failure}</Notice>}
          {askTenant && (
            <FieldFrame label={t("Business")} hint={t("The short name your business signed up with")}>
              {(control) => <Input {...control} name="tenant" autoComplete="organization" autoCapitalize="none" />}
            </FieldFrame>
          )}
          <FieldFrame label={t("E-mail")}>
            {(control) => <Input {...control} name="email" type="email" autoComplete="username" required autoFocus />}
          </FieldFrame>
          <FieldFrame label={t("Password")}>
            {(control) => (
              <Input {...control} name="password" type="password" autoComplete="current-password" required />
            )}
          </FieldFrame>
          <Button type="submit" tone="primary" size="lg" className="w-full" busy={busy}>
            {t("Sign in")}
          </Button>
          {!askTenant && (
            <p className="text-center text-xs text-ink-3">
              <a href="?business" className="hover:underline">
                {t("My e-mail belongs to several businesses")}
              </a>
            </p>
          )}
        </form>
      </div>
    </main>
  );
}
