import { Page, Tabs } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";

type LearningPageProps = {
  current: "runs" | "models" | "inputs" | "accuracy";
  actions?: ReactNode;
  fill?: boolean;
  children: ReactNode;
};

/** Training, models, inputs and accuracy under one roof. */
export function LearningPage({ current, actions, fill = false, children }: LearningPageProps) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Page title={t("Models")} actions={actions} fill={fill}>
      <Tabs
        label={t("Models")}
        value={current}
        onChange={(next) => void navigate({ to: `/learning/${next}` as "/learning/runs" })}
        tabs={[
          { value: "runs", label: t("Training runs") },
          { value: "models", label: t("Versions") },
          { value: "inputs", label: t("Inputs") },
          { value: "accuracy", label: t("Accuracy") },
        ]}
      />
      {children}
    </Page>
  );
}
