import { Page, Tabs } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../../i18n/i18n.ts";
import { TrainButton } from "../train-button.tsx";
import { Pairs } from "./pairs.tsx";
import { Preview } from "./preview.tsx";
import { Quality } from "./quality.tsx";

/** What the shop and the till show, tried out here; how good it is; and which styles go together. */
export function RecommendationsPage() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "preview";
  return (
    <Page title={t("Recommendations")} actions={<TrainButton kind="recommendations" label={t("Learn anew")} />}>
      <Tabs
        label={t("Recommendations")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "preview", label: t("Preview"), content: <Preview /> },
          { value: "pairs", label: t("Goes together"), content: <Pairs /> },
          { value: "quality", label: t("How good it is"), content: <Quality /> },
        ]}
      />
    </Page>
  );
}
