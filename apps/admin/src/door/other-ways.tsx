import { accountApi, type OutputOf } from "@selvedge/contract";
import { buttonLook } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { call } from "./door-api.ts";
import { PasskeyButton } from "./passkey-button.tsx";

type Providers = OutputOf<typeof accountApi.getSignInChoices>["providers"];

/** Ways in without a password: passkey, and the providers of the business when it is known which. */
export default function OtherWays({ tenant }: { tenant: string }) {
  const t = useT();
  const [providers, setProviders] = useState<Providers>([]);
  useEffect(() => {
    if (!tenant) return;
    call(accountApi.getSignInChoices, { tenant }).then(
      (choices) => setProviders(choices.providers),
      () => setProviders([]),
    );
  }, [tenant]);
  return (
    <div className="space-y-2 border-t border-line pt-4">
      {providers.map((provider) => (
        <a key={provider.id} href={provider.startUrl} className={buttonLook({ size: "lg", className: "w-full" })}>
          {t("Sign in with {{name}}", { name: provider.name })}
        </a>
      ))}
      <PasskeyButton />
    </div>
  );
}
