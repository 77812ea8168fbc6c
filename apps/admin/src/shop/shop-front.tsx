import { catalogApi, type InputOf, shopApi } from "@selvedge/contract";
import { Badge, Button, Card, Checkbox, Combobox, FieldFrame, toast, useFormatSettings } from "@selvedge/ui";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import {
  Form,
  LongTextField,
  MoneyField,
  NumberField,
  SaveButton,
  SelectField,
  TextField,
  useContractForm,
} from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { type OpenSetup, ShopTabs } from "./shop-tabs.tsx";

type Change = InputOf<typeof shopApi.changeShopSettings>;

/** The shop's face and rules: words, how long pieces are held, how one pays, whether it is open. */
export function ShopFront() {
  return (
    <ShopTabs current="front">
      {(setup) => (
        <div className="space-y-4">
          <OpenCard setup={setup} />
          <FrontForm key={setup.settings.version} setup={setup} />
        </div>
      )}
    </ShopTabs>
  );
}

function OpenCard({ setup }: { setup: OpenSetup }) {
  const t = useT();
  const mayChange = useCan()("shop.setup.change");
  const { isOpen, channelName, locationName } = setup.settings;
  const change = useCommand(shopApi.changeShopSettings, {
    refresh: ["shop."],
    done: isOpen ? t("The shop is closed") : t("The shop is open"),
  });
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Badge tone={isOpen ? "good" : "neutral"}>{isOpen ? t("Open") : t("Closed")}</Badge>
        <div className="min-w-48 flex-1">
          <a href={setup.visitAt} target="_blank" rel="noreferrer" className="font-medium text-accent hover:underline">
            {setup.visitAt.replace(/^https?:\/\//, "")} <ExternalLink className="inline size-3.5" aria-hidden />
          </a>
          <p className="text-ink-2">
            {t("Sells through {{channel}}, from {{location}}.", { channel: channelName, location: locationName })}
          </p>
        </div>
        {mayChange && (
          <Button
            tone={isOpen ? "plain" : "primary"}
            busy={change.isPending}
            onClick={() => change.mutate({ isOpen: !isOpen })}
          >
            {isOpen ? t("Close the shop") : t("Open the shop")}
          </Button>
        )}
      </div>
    </Card>
  );
}

function FrontForm({ setup }: { setup: OpenSetup }) {
  const t = useT();
  const mayChange = useCan()("shop.setup.change");
  const { channelName: _channel, locationName: _location, isOpen: _open, ...settings } = setup.settings;
  const texts = ["tagline", "announcement", "about", "contactEmail"] as const;
  const form = useContractForm<Change>(shopApi.changeShopSettings.input, {
    ...settings,
    ...Object.fromEntries(texts.map((name) => [name, settings[name] ?? ""])),
  });
  const save = async (values: Change) => {
    const blank = Object.fromEntries(texts.filter((name) => !form.getValues(name)).map((name) => [name, null]));
    const { heroStyleId, onDeliveryMostMinor, remindHours } = form.getValues();
    await call(shopApi.changeShopSettings, {
      ...{ ...values, ...blank },
      ...{ heroStyleId: heroStyleId ?? null, onDeliveryMostMinor: onDeliveryMostMinor ?? null },
      remindHours: remindHours || null,
    });
    refreshQueries(queryClient, ["shop."]);
    toast({ tone: "good", title: t("Saved") });
    form.reset(form.getValues());
  };
  return (
    <Form form={form} onSubmit={save} guardLeaving>
      <fieldset disabled={!mayChange} className="space-y-4">
        <WordsCard />
        <PaymentCard />
        <StockCard />
        {mayChange && <SaveButton busy={form.formState.isSubmitting}>{t("Save the shop front")}</SaveButton>}
      </fieldset>
    </Form>
  );
}

function WordsCard() {
  const t = useT();
  const { control } = useFormContext<Change>();
  return (
    <Card title={t("What visitors read first")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="title" label={t("Name of the shop")} required />
        <TextField name="tagline" label={t("In one line")} hint={t("Large on the home page, and in search engines")} />
        <TextField name="announcement" label={t("Line above every page")} hint={t("A coupon, a closed week")} />
        <TextField name="contactEmail" label={t("Address for questions")} type="email" />
        <LongTextField name="about" label={t("About you")} className="sm:col-span-2" />
        <Controller
          name="heroStyleId"
          control={control}
          render={({ field }) => <HeroField value={field.value ?? null} onChange={field.onChange} />}
        />
      </div>
      <p className="mt-4 text-sm text-ink-2">{t("Logo and colour are those of the business: Settings, Business.")}</p>
    </Card>
  );
}

function PaymentCard() {
  const t = useT();
  const { currency } = useFormatSettings();
  const { register, control } = useFormContext<Change>();
  const paysOnDelivery = useWatch({ control, name: "paysOnDelivery" });
  return (
    <Card title={t("How one pays")}>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        <Checkbox {...register("paysOnline")} label={t("Online: card, UPI, wallet")} />
        <Checkbox {...register("paysOnDelivery")} label={t("On delivery")} />
        <NumberField
          name="payMinutes"
          label={t("Minutes to pay online")}
          hint={t("Then the order is cancelled and its pieces are free")}
          required
        />
        <SelectField
          name="takesMoney"
          label={t("Money paid online is taken")}
          options={[
            { value: "at_once", label: t("when it is ordered") },
            { value: "when_sent", label: t("when the parcel leaves; until then the bank sets it aside") },
          ]}
        />
        {paysOnDelivery && (
          <MoneyField
            name="onDeliveryMostMinor"
            label={t("On delivery up to")}
            hint={t("Blank: any amount")}
            currency={currency}
          />
        )}
      </div>
    </Card>
  );
}

function StockCard() {
  const t = useT();
  const { register } = useFormContext<Change>();
  return (
    <Card title={t("Stock and returns")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          name="holdMinutes"
          label={t("Minutes a bag holds its pieces")}
          hint={t("Nobody else can buy them meanwhile")}
          required
        />
        <NumberField name="returnDays" label={t("Days to send back")} hint={t("0: nothing is taken back")} required />
        <NumberField
          name="remindHours"
          label={t("Hours until a bag left behind is told of")}
          hint={t("One mail, to those who left an address; blank: none")}
        />
        <SelectField
          name="soldOut"
          label={t("What is sold out")}
          options={[
            { value: "last", label: t("shown behind the others") },
            { value: "show", label: t("shown in their place") },
            { value: "hide", label: t("hidden, down to the single size") },
          ]}
        />
        <Checkbox {...register("showsNewStyles")} label={t("Show new styles by themselves")} />
      </div>
    </Card>
  );
}

/** The style in front on the home page; none lets the shop choose. */
function HeroField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const t = useT();
  const [q, setQ] = useState("");
  const styles = useApi(catalogApi.listStyles, { limit: 20, kind: "goods" as const, ...(q ? { q } : {}) });
  const chosen = useApi(catalogApi.getStyle, { id: value ?? "" }, { enabled: value !== null });
  return (
    <FieldFrame label={t("Style in front")} hint={t("Blank: the shop chooses")}>
      {(control) => (
        <Combobox
          id={control.id}
          describedBy={control["aria-describedby"]}
          value={value && chosen.data ? { value, label: chosen.data.name } : null}
          onSearch={setQ}
          clearable
          onChange={(item) => onChange(item?.value ?? null)}
          items={(styles.data?.items ?? []).map((s) => ({ value: s.id, label: s.name, detail: s.code }))}
        />
      )}
    </FieldFrame>
  );
}
