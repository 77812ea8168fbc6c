import { Page, Tabs } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import { TrainButton } from "../train-button.tsx";
import { FitQuality } from "./fit-quality.tsx";
import { FitTry } from "./fit-try.tsx";
import { StyleFits } from "./style-fits.tsx";

/** How styles are cut and why they come back; advice tried out; how good it is. */
export function FitPage() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "styles";
  return (
    <Page title={t("Fit and returns")} actions={<TrainButton kind="fit" label={t("Learn anew")} />}>
      <Tabs
        label={t("Fit and returns")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "styles", label: t("Styles"), content: <StyleFits /> },
          ...(can("insights.recommendation.read")
            ? [{ value: "advice", label: t("Size advice"), content: <FitTry /> }]
            : []),
          { value: "quality", label: t("How good it is"), content: <FitQuality /> },
        ]}
      />
    </Page>
  );
}
