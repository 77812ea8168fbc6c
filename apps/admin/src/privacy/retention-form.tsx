import { type OutputOf, privacyApi } from "@selvedge/contract";
import { Button, Card, FieldFrame, Input, Select } from "@selvedge/ui";
import { type FormEvent, useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";

type Rule = OutputOf<typeof privacyApi.getRetention>["rules"][number];
type DataClass = Rule["dataClass"];

/** What a class of data is, and what goes when its time is over. */
const wordsOf = (t: Translate): Record<DataClass, { name: string; what: string }> => ({
  mails: { name: t("Mails"), what: t("What they said and to whom; that they were sent stays") },
  sessions: { name: t("Ended sessions"), what: t("Devices and addresses of sign-ins that are over") },
  import_files: { name: t("Bad lines of imports"), what: t("Lines of files that were not brought in") },
  request_answers: { name: t("Answers to programs"), what: t("Kept so that a repeated request gets the same answer") },
  idle_customers: {
    name: t("Customers who stopped buying"),
    what: t("People with no open order or debt, counted from their last order; they are erased"),
  },
});

/** How long each class of data is kept. The books and the activity trail stay as long as the law asks. */
export function RetentionForm() {
  const retention = useApi(privacyApi.getRetention, {});
  return <Loaded query={retention}>{({ rules }) => <Rules key={JSON.stringify(rules)} rules={rules} />}</Loaded>;
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const t = useT();
  const [draft, setDraft] = useState(rules);
  const save = useCommand(privacyApi.setRetention, { refresh: ["privacy."], done: t("Saved") });
  const set = (dataClass: DataClass, keepDays: number | null) =>
    setDraft(draft.map((rule) => (rule.dataClass === dataClass ? { ...rule, keepDays } : rule)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ rules: draft.map(({ dataClass, keepDays }) => ({ dataClass, keepDays })) });
  };
  return (
    <Card title={t("How long data is kept")}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-sm text-pretty text-ink-2">
          {t(
            "Applied every night. Legal holds come first. The books and the activity trail stay as long as the law asks.",
          )}
        </p>
        <ul className="divide-y divide-line">
          {draft.map((rule) => (
            <RuleRow key={rule.dataClass} rule={rule} onChange={(days) => set(rule.dataClass, days)} />
          ))}
        </ul>
        <Button type="submit" tone="primary" busy={save.isPending}>
          {t("Save")}
        </Button>
      </form>
    </Card>
  );
}

function RuleRow({ rule, onChange }: { rule: Rule; onChange: (keepDays: number | null) => void }) {
  const t = useT();
  const { name, what } = wordsOf(t)[rule.dataClass];
  const kept = rule.keepDays !== null;
  return (
    <li className="flex flex-wrap items-end gap-x-4 gap-y-2 py-3">
      <span className="min-w-56 flex-1 text-sm">
        <span className="font-medium">{name}</span>
        <span className="block text-xs text-ink-3">{what}</span>
        {rule.due > 0 && (
          <span className="block text-xs text-warn">{t("{{count}} go tonight", { count: rule.due })}</span>
        )}
      </span>
      <FieldFrame label={<span className="sr-only">{name}</span>}>
        {(control) => (
          <Select
            {...control}
            value={kept ? "days" : "ever"}
            onChange={(event) => onChange(event.currentTarget.value === "ever" ? null : 365)}
            options={[
              { value: "ever", label: t("For ever") },
              { value: "days", label: t("For a time") },
            ]}
          />
        )}
      </FieldFrame>
      {kept && (
        <FieldFrame label={<span className="sr-only">{t("Days")}</span>}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={36_500}
              required
              className="w-32"
              value={rule.keepDays ?? ""}
              onChange={(event) => onChange(Number(event.target.value))}
              trail={t("days")}
            />
          )}
        </FieldFrame>
      )}
    </li>
  );
}
