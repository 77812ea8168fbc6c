import { appsApi, type InputOf, type OutputOf, type Permission, permissionWords } from "@selvedge/contract";
import { Button, Notice, SkeletonRows } from "@selvedge/ui";
import { Check, Minus } from "lucide-react";
import { useEffect, useState } from "react";
import { call, errorText, problemOf } from "../api/client.ts";
import { useT } from "../i18n/i18n.ts";
import { signOut, useSignedIn } from "../session/session-store.ts";
import { DoorFrame, DoorLink } from "./door-frame.tsx";

type Request = InputOf<typeof appsApi.readAppRequest>;
type Asked = OutputOf<typeof appsApi.readAppRequest>;

const names = [
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
] as const;

/** What the app wrote into the address it sent the person to. */
function requestOf(search: string): Request {
  const params = new URLSearchParams(search);
  const given = names.flatMap((name) => (params.has(name) ? [[name, params.get(name)]] : []));
  return { client_id: "", redirect_uri: "", ...Object.fromEntries(given) };
}

/** Where a person allows an app to act for them, or refuses: who asks, for which business, and for what, in words. */
export default function ConsentPage() {
  const t = useT();
  const { tenant } = useSignedIn();
  const [request] = useState(() => requestOf(location.search));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<"allow" | "refuse" | null>(null);
  useEffect(() => {
    call(appsApi.readAppRequest, request).then(setAsked, (error: unknown) => setFailure(words(error)));
  }, [request]);
  const answer = async (allow: boolean) => {
    setBusy(allow ? "allow" : "refuse");
    try {
      const { redirectTo } = await call(appsApi.answerAppRequest, { ...request, allow });
      location.assign(redirectTo);
    } catch (error) {
      setFailure(words(error));
      setBusy(null);
    }
  };
  const brand = { name: tenant.name, logoUrl: tenant.logoUrl };
  if (failure || asked?.refusal) {
    return (
      <DoorFrame
        title={t("This app cannot be connected")}
        brand={brand}
        under={<DoorLink to="/">{t("Go to the dashboard")}</DoorLink>}
      >
        <Notice tone="bad">{failure ?? asked?.refusal?.message}</Notice>
        <p className="text-sm text-ink-2">{t("Nothing was given to it. Tell whoever made the app.")}</p>
        {asked?.refusal && (
          <DoorLink to={asked.refusal.redirectTo}>{t("Go back to {{name}}", { name: asked.app.name })}</DoorLink>
        )}
      </DoorFrame>
    );
  }
  if (!asked) {
    return (
      <DoorFrame title={t("An app asks for access")} brand={brand}>
        <SkeletonRows />
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={t("{{name}} asks for access", { name: asked.app.name })} brand={brand} under={<WhoIsAsked />}>
      <p className="text-sm">{t("It wants to act for you in {{business}}, and to:", { business: asked.business })}</p>
      <ScopeList scopes={asked.scopes} />
      <p className="text-xs text-ink-2">
        {t("Your answer goes to {{address}}. Allow it only if you know that address.", {
          address: hostOf(asked.returnsTo),
        })}{" "}
        {t("You can take it back at any time in your account, under Connected apps.")}
      </p>
      <div className="grid gap-2">
        <Button tone="primary" size="lg" busy={busy === "allow"} onClick={() => void answer(true)}>
          {t("Allow")}
        </Button>
        <Button size="lg" busy={busy === "refuse"} onClick={() => void answer(false)}>
          {t("Refuse")}
        </Button>
      </div>
    </DoorFrame>
  );
}

/** Which field of the address it was is news to programs only. */
const words = (error: unknown) => problemOf(error)?.detail ?? errorText(error);

const hostOf = (address: string) => new URL(address).host || address;

function ScopeList({ scopes }: { scopes: Asked["scopes"] }) {
  const t = useT();
  return (
    <ul className="space-y-1.5 rounded-lg bg-surface-2 p-3 text-sm">
      {scopes.map(({ scope, held }) => (
        <li key={scope} className="flex items-start gap-2">
          {held ? (
            <Check className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
          ) : (
            <Minus className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
          )}
          <span className={held ? "" : "text-ink-2"}>
            {t(permissionWords[scope as Permission])}
            {!held && (
              <span className="block text-xs">{t("You may not do this yourself, so it will not either.")}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function WhoIsAsked() {
  const t = useT();
  const { user } = useSignedIn();
  return (
    <p>
      {t("You are {{name}}, {{email}}.", { name: user.name, email: user.email })}{" "}
      <Button tone="link" onClick={() => void signOut()}>
        {t("Sign in as somebody else")}
      </Button>
    </p>
  );
}
