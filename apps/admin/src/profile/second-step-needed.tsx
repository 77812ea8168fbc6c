import { Button } from "@selvedge/ui";
import { createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { useT } from "../i18n/i18n.ts";
import { signOut } from "../session/session-store.ts";
import { SignInWays } from "./sign-in-ways.tsx";

/** All there is until a second step is set up, where a role asks for one. */
function OnlySecondStep() {
  const t = useT();
  return (
    <main className="mx-auto max-w-2xl space-y-6 px-4 py-10">
      <h1 className="text-xl font-semibold tracking-tight">{t("One more step")}</h1>
      <SignInWays />
      <Button tone="quiet" onClick={() => void signOut()}>
        {t("Sign out")}
      </Button>
    </main>
  );
}

// Forms look for a router, to warn before they are left; this page has one of its own with nowhere to go.
const router = createRouter({
  routeTree: createRootRoute({ component: OnlySecondStep, notFoundComponent: OnlySecondStep }),
});

export default function SecondStepNeeded() {
  return <RouterProvider router={router as never} />;
}
