import { accountApi, startApi } from "@selvedge/contract";
import { Button, buttonLook, Card, Notice, Page } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Check, Circle } from "lucide-react";
import type { ReactNode } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";

/** First steps of a new business, ticked off as they are done, in any order. */
export function StartPage() {
  const t = useT();
  const start = useApi(startApi.getStart, {}, { pollMs: 4000 });
  const verify = useCommand(accountApi.sendVerification, { done: t("A mail is on its way") });
  const sample = useCommand(startApi.addSampleData, { refresh: ["tenancy."] });
  return (
    <Page title={t("First steps")} className="max-w-3xl">
      <Loaded query={start}>
        {(now) => (
          <Card flush title={t("Ready in a few minutes")}>
            <ul className="divide-y divide-line">
              <Step
                done={now.emailVerified}
                title={t("Confirm your e-mail address")}
                what={t("So that links and notices reach you.")}
              >
                {now.mailsStayHere && <StepLink to="/mails" label={t("Open the mail box")} />}
                <Button busy={verify.isPending} onClick={() => verify.mutate({})}>
                  {t("Send the mail again")}
                </Button>
              </Step>
              <Step
                done={now.hasSecondStep}
                title={t("Sign in by two steps")}
                what={t("A passkey or a code from your phone: whoever guesses your password still stands outside.")}
              >
                <StepLink to="/profile" search={{ tab: "sign-in" }} label={t("Set up")} />
              </Step>
              <Step
                done={now.hasLogo}
                title={t("Your logo and colour")}
                what={t("On the app, the till, the shop and every document.")}
              >
                <StepLink to="/settings" label={t("Open settings")} />
              </Step>
              <Step
                done={now.styles > 0}
                title={t("What you sell")}
                what={t("Bring your history from a file, write the first style, or look around with a few samples.")}
              >
                <StepLink to="/imports" label={t("Import a file")} />
                <StepLink to="/styles/new" label={t("New style")} />
                {now.styles === 0 && now.sampleData === "none" && (
                  <Button busy={sample.isPending} onClick={() => sample.mutate({})}>
                    {t("Add samples")}
                  </Button>
                )}
              </Step>
              <Step
                done={now.hasStock}
                title={t("What you have")}
                what={t("Receive the pieces that are in your shop or warehouse.")}
              >
                <StepLink to="/stock/receive" label={t("Receive stock")} />
              </Step>
              <Step
                done={now.people > 1}
                title={t("Who works with you")}
                what={t("Each person with an account and a role of their own.")}
              >
                <StepLink to="/settings" search={{ tab: "users" }} label={t("Invite people")} />
              </Step>
            </ul>
            {now.sampleData === "wanted" && (
              <Notice tone="note" className="m-4">
                {t("The samples are being added; this takes a few seconds.")}
              </Notice>
            )}
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

function StepLink({ to, search, label }: { to: string; search?: Record<string, string>; label: string }) {
  return (
    <Link to={to as "/"} search={(search ?? {}) as never} className={buttonLook()}>
      {label}
    </Link>
  );
}

function Step({ done, title, what, children }: { done: boolean; title: string; what: string; children: ReactNode }) {
  const t = useT();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      {done ? (
        <Check className="size-5 shrink-0 text-good" aria-label={t("Done")} />
      ) : (
        <Circle className="size-5 shrink-0 text-ink-3" aria-label={t("To do")} />
      )}
      <span className="min-w-48 flex-1">
        <span className="block text-sm font-medium">{title}</span>
        <span className="block text-sm text-ink-2">{what}</span>
      </span>
      {!done && <span className="flex flex-wrap items-center gap-2 max-sm:ps-9">{children}</span>}
    </li>
  );
}
