import { tenancyApi } from "@selvedge/contract";
import { countryStarts } from "@selvedge/domain";
import { Button, FieldFrame, Select } from "@selvedge/ui";
import { useState } from "react";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { signIn } from "../session/session-store.ts";
import { countryName } from "../shell/places.ts";
import { call } from "./door-api.ts";
import { DoorField, DoorForm, DoorFrame, DoorLink } from "./door-frame.tsx";
import { Begin } from "./sign-up-begin.tsx";
import {
  beginIn,
  type ChangeProps,
  type Draft,
  likelyCountry,
  type StepProps,
  usualPrefixes,
} from "./sign-up-draft.ts";

const steps = ["you", "place", "begin"] as const;
type Step = (typeof steps)[number];
const stepOfField = (path: string): Step =>
  /^(owner|name|slug)/.test(path) ? "you" : /^(country|state|taxNumber|timeZone)/.test(path) ? "place" : "begin";

/** "Kora Garments Pvt." is reached at "kora-garments-pvt". */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);

/** Opens a business in three short steps; everything else can be changed later. */
export default function SignUp() {
  const t = useT();
  const [step, setStep] = useState<Step>("you");
  const [draft, setDraft] = useState<Draft>({
    ...{ name: "", slug: "", ownerName: "", email: "", password: "", taxNumber: "" },
    ...beginIn(likelyCountry()),
    numberPrefixes: usualPrefixes,
  });
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const [refused, setRefused] = useState<unknown>(null);
  const goBack = (to: Step, error: unknown) => {
    setRefused(error);
    setStep(to);
  };
  const at = steps.indexOf(step);
  const next = async (part: Partial<Draft>) => {
    change(part);
    setRefused(null);
    const following = steps[at + 1];
    if (following) setStep(following);
    else await open({ ...draft, ...part }, goBack);
  };
  const titles: Record<Step, string> = {
    you: t("Open a business"),
    place: t("Where you are"),
    begin: t("What you begin with"),
  };
  return (
    <DoorFrame
      title={titles[step]}
      under={
        <p>
          {t("Here already?")} <DoorLink to="/">{t("Sign in")}</DoorLink>
        </p>
      }
    >
      <p className="text-xs text-ink-3">{t("Step {{at}} of {{of}}", { at: at + 1, of: steps.length })}</p>
      {step === "you" && <You draft={draft} refused={refused} onNext={next} />}
      {step === "place" && <Place draft={draft} refused={refused} onChange={change} onNext={next} />}
      {step === "begin" && <Begin draft={draft} refused={refused} onChange={change} onNext={() => next({})} />}
      {at > 0 && (
        <Button tone="quiet" className="w-full" onClick={() => setStep(steps[at - 1]!)}>
          {t("Back")}
        </Button>
      )}
    </DoorFrame>
  );
}

async function open(draft: Draft, goBack: (to: Step, error: unknown) => void): Promise<void> {
  const start = countryStarts[draft.country]!;
  try {
    await call(tenancyApi.signUp, {
      slug: draft.slug || slugOf(draft.name),
      name: draft.name,
      country: draft.country,
      ...(draft.state ? { state: draft.state } : {}),
      ...(draft.taxNumber ? { taxNumber: draft.taxNumber } : {}),
      currency: start.currency,
      locale: start.locale,
      timeZone: draft.timeZone,
      sizeScales: [...draft.sizeScales],
      numberPrefixes: draft.numberPrefixes,
      owner: { name: draft.ownerName, email: draft.email, password: draft.password },
    });
  } catch (error) {
    const [field] = (error as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? [];
    if (field) goBack(stepOfField(field.path), error);
    throw error;
  }
  history.replaceState(null, "", "/start");
  await signIn({ email: draft.email, password: draft.password, tenant: draft.slug || slugOf(draft.name) });
}

function You({ draft, refused, onNext }: StepProps) {
  const t = useT();
  const [slug, setSlug] = useState(draft.slug);
  const [touched, setTouched] = useState(draft.slug !== "");
  return (
    <DoorForm
      refused={refused}
      button={t("Continue")}
      onSubmit={(read) =>
        onNext({
          name: read("name"),
          slug: read("slug"),
          ownerName: read("owner.name"),
          email: read("owner.email"),
          password: read("owner.password"),
        })
      }
    >
      <DoorField
        name="name"
        label={t("Name of the business")}
        defaultValue={draft.name}
        required
        autoFocus
        autoComplete="organization"
        onInput={(event) => !touched && setSlug(slugOf(event.currentTarget.value))}
      />
      <DoorField
        name="slug"
        label={t("Short name")}
        hint={t("For its address; small letters, digits and -")}
        value={slug}
        onChange={(event) => {
          setTouched(true);
          setSlug(event.currentTarget.value);
        }}
        required
        pattern="[a-z0-9](-?[a-z0-9])*"
        maxLength={63}
        autoCapitalize="none"
        autoComplete="off"
      />
      <DoorField name="owner.name" label={t("Your name")} defaultValue={draft.ownerName} required autoComplete="name" />
      <DoorField
        name="owner.email"
        label={t("E-mail")}
        type="email"
        defaultValue={draft.email}
        required
        autoComplete="username"
      />
      <DoorField
        name="owner.password"
        label={t("Password")}
        type="password"
        defaultValue={draft.password}
        required
        minLength={10}
        autoComplete="new-password"
        hint={t("At least 10 characters; three or four words are easy to keep in mind.")}
      />
    </DoorForm>
  );
}

function Place({ draft, refused, onChange, onNext }: ChangeProps) {
  const t = useT();
  const start = countryStarts[draft.country]!;
  const states = Object.entries(start.states);
  return (
    <DoorForm
      refused={refused}
      button={t("Continue")}
      onSubmit={(read) =>
        onNext({ taxNumber: read("taxNumber"), ...(states.length > 0 ? { state: read("state") } : {}) })
      }
    >
      <FieldFrame label={t("Country")}>
        {(control) => (
          <Select
            {...control}
            name="country"
            value={draft.country}
            onChange={(event) => onChange(beginIn(event.currentTarget.value))}
            options={Object.keys(countryStarts).map((value) => ({
              value,
              label: countryName(value, currentLanguage()),
            }))}
          />
        )}
      </FieldFrame>
      {states.length > 0 && (
        <FieldFrame label={t("State or territory")}>
          {(control) => (
            <Select
              {...control}
              key={draft.country}
              name="state"
              required
              defaultValue={draft.state}
              placeholder={t("Choose")}
              options={states.map(([value, label]) => ({ value, label }))}
            />
          )}
        </FieldFrame>
      )}
      {start.timeZones.length > 1 && (
        <FieldFrame label={t("Time zone")}>
          {(control) => (
            <Select
              {...control}
              name="timeZone"
              value={draft.timeZone}
              onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
              options={start.timeZones.map((value) => ({ value, label: value.replace("_", " ") }))}
            />
          )}
        </FieldFrame>
      )}
      <DoorField
        name="taxNumber"
        label={start.taxNumber}
        hint={t("May be added later")}
        defaultValue={draft.taxNumber}
        autoComplete="off"
      />
    </DoorForm>
  );
}
