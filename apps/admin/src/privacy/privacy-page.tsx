import { Page, Tabs } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { ErasureList } from "./erasure-list.tsx";
import { HoldList } from "./hold-list.tsx";
import { PersonFinder } from "./person-finder.tsx";
import { RetentionForm } from "./retention-form.tsx";

/** What is kept about people: handed out, erased, held, and let go after its time. */
export function PrivacyPage() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { tab?: string }).tab;
  const tabs = [
    ...(can("privacy.person.export") ? [{ value: "people", label: t("A person"), content: <PersonFinder /> }] : []),
    ...(can("privacy.person.erase") ? [{ value: "erasures", label: t("Erased"), content: <ErasureList /> }] : []),
    ...(can("privacy.rule.change")
      ? [
          { value: "holds", label: t("Legal holds"), content: <HoldList /> },
          { value: "retention", label: t("How long"), content: <RetentionForm /> },
        ]
      : []),
  ];
  return (
    <Page title={t("Personal data")} className="max-w-4xl">
      <Tabs
        label={t("Personal data")}
        value={asked ?? tabs[0]?.value ?? "people"}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={tabs}
      />
    </Page>
  );
}
