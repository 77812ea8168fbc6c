import { Notice } from "@selvedge/ui";
import { lazy, Suspense, useEffect, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { type SecondStepNeeded, secondStepOf, signIn } from "../session/session-store.ts";
import { DoorField, DoorForm, DoorFrame, DoorLink } from "./door-frame.tsx";
import { useSite } from "./use-site.ts";

const SecondStep = lazy(() => import("./second-step.tsx"));
const OtherWays = lazy(() => import("./other-ways.tsx"));

/** The door. Nothing of the app behind it is loaded before it opens. */
export function SignInPage() {
  const t = useT();
  const site = useSite();
  const [half, setHalf] = useState<SecondStepNeeded | null>(stepFromAddress);
  const search = new URLSearchParams(location.search);
  const askTenant = search.has("business");
  useEffect(() => history.replaceState(null, "", location.pathname + location.search), []);

  if (half) {
    return (
      <DoorFrame title={t("One more step")} brand={site}>
        <Suspense fallback={null}>
          <SecondStep half={half} onAgain={() => setHalf(null)} />
        </Suspense>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title={t("Sign in")}
      brand={site}
      under={
        <>
          <p>
            <DoorLink to="/forgot">{t("I forgot my password")}</DoorLink>
          </p>
          {!askTenant && !site && (
            <p>
              <DoorLink to="/?business">{t("My e-mail belongs to several businesses")}</DoorLink>
            </p>
          )}
          {!site && (
            <p>
              {t("New here?")} <DoorLink to="/sign-up">{t("Open a business")}</DoorLink>
            </p>
          )}
        </>
      }
    >
      <ProviderRefusal why={search.get("sign-in")} />
      <DoorForm
        button={t("Sign in")}
        onSubmit={async (read) => {
          const tenant = site?.slug ?? read("tenant");
          try {
            await signIn({ email: read("email"), password: read("password"), ...(tenant ? { tenant } : {}) });
          } catch (error) {
            const needed = secondStepOf(error);
            if (!needed) throw error;
            setHalf(needed);
          }
        }}
      >
        {askTenant && !site && (
          <DoorField
            name="tenant"
            label={t("Business")}
            hint={t("The short name your business signed up with")}
            autoComplete="organization"
            autoCapitalize="none"
            defaultValue={search.get("business") ?? ""}
          />
        )}
        <DoorField name="email" label={t("E-mail")} type="email" autoComplete="username webauthn" required autoFocus />
        <DoorField name="password" label={t("Password")} type="password" autoComplete="current-password" required />
      </DoorForm>
      <Suspense fallback={null}>
        <OtherWays tenant={site?.slug ?? search.get("business") ?? ""} />
      </Suspense>
    </DoorFrame>
  );
}

function ProviderRefusal({ why }: { why: string | null }) {
  const t = useT();
  if (why === "not-invited") {
    return (
      <Notice tone="warn">
        {t("Nobody of that name was invited. Ask whoever runs the business for an invitation.")}
      </Notice>
    );
  }
  return why === "failed" ? <Notice tone="bad">{t("The sign-in did not succeed. Try again.")}</Notice> : null;
}

/** A provider let the person in, and the business asks for its own second step: what is needed came behind the "#". */
function stepFromAddress(): SecondStepNeeded | null {
  const [, ticket, methods] = /^#second-step=([\w.-]+)~([\w,]+)$/.exec(location.hash) ?? [];
  return ticket && methods ? { ticket, methods: methods.split(",") } : null;
}
