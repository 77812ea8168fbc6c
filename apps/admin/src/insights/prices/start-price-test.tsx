import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  addDays,
  Button,
  Dialog,
  FieldFrame,
  Input,
  Money,
  MoneyInput,
  Select,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { useCommand } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";

type Studio = OutputOf<typeof decideApi.getPriceStudio>;

/** Registers a test of the present price against another, in turns of some days drawn by lot. */
export function StartPriceTest({
  studio,
  open,
  onOpen,
}: {
  studio: Studio;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const t = useT();
  const can = useCan();
  const { timeZone } = useFormatSettings();
  const { style } = studio;
  const [name, setName] = useState(style.styleName);
  const [channelKind, setChannel] = useState<"web" | "retail">("web");
  const [priceBMinor, setPrice] = useState<number | null>(studio.recommendation?.priceMinor ?? null);
  const [startsOn, setStart] = useState(addDays(todayIn(timeZone), 1));
  const [turnDays, setTurnDays] = useState(2);
  const [turns, setTurns] = useState(28);
  const start = useCommand(decideApi.startPriceTest, {
    refresh: ["insights.", "pricing."],
    done: t("The test is registered and its prices are set"),
    onDone: () => onOpen(false),
  });
  if (!can("insights.suggestion.decide") || !can("pricing.price.change")) return null;
  return (
    <>
      <Button icon={<FlaskConical aria-hidden />} onClick={() => onOpen(true)}>
        {t("Test a price")}
      </Button>
      <Dialog
        open={open}
        onOpenChange={onOpen}
        title={t("Test a price")}
        description={t(
          "Both prices are taken in turns of some days, drawn by lot in pairs. You may look at the result, and end the test, on any day.",
        )}
        footer={
          <>
            <Button tone="quiet" onClick={() => onOpen(false)}>
              {t("Go back")}
            </Button>
            <Button
              tone="primary"
              busy={start.isPending}
              disabled={!priceBMinor || !name.trim()}
              onClick={() =>
                start.mutate({
                  name: name.trim(),
                  styleId: style.styleId,
                  channelKind,
                  priceBMinor: priceBMinor!,
                  startsOn,
                  turnDays,
                  turns,
                })
              }
            >
              {t("Begin the test")}
            </Button>
          </>
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <FieldFrame label={t("Name")} required className="sm:col-span-2">
            {(control) => <Input {...control} value={name} maxLength={100} onChange={(e) => setName(e.target.value)} />}
          </FieldFrame>
          <FieldFrame label={t("Where")} hint={t("The price of the list that holds there is changed")}>
            {(control) => (
              <Select
                {...control}
                value={channelKind}
                onChange={(e) => setChannel(e.target.value as "web" | "retail")}
                options={[
                  { value: "web", label: t("Online shop") },
                  { value: "retail", label: t("Shops") },
                ]}
              />
            )}
          </FieldFrame>
          <FieldFrame
            label={t("Other price (B)")}
            hint={
              <>
                {t("Against the present")} <Money amountMinor={style.presentPriceMinor} currency={studio.currency} />
              </>
            }
          >
            {(control) => (
              <MoneyInput {...control} value={priceBMinor} currency={studio.currency} onChange={setPrice} />
            )}
          </FieldFrame>
          <FieldFrame label={t("Begins on")}>
            {(control) => (
              <Input {...control} type="date" value={startsOn} onChange={(e) => setStart(e.target.value)} />
            )}
          </FieldFrame>
          <FieldFrame label={t("Days a turn")}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={14}
                value={turnDays}
                onChange={(e) => setTurnDays(Number(e.target.value))}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Turns")} hint={t("An even number: half of them at each price")}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={4}
                max={120}
                step={2}
                value={turns}
                onChange={(e) => setTurns(Number(e.target.value))}
              />
            )}
          </FieldFrame>
        </div>
      </Dialog>
    </>
  );
}
