import { Page, Tabs } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ArchiveSettings } from "../archive/archive-settings.tsx";
import { useT } from "../i18n/i18n.ts";
import { AppList } from "../identity/apps/app-list.tsx";
import { KeyList } from "../identity/keys/key-list.tsx";
import { PeopleList } from "../identity/people-list.tsx";
import { RoleMatrix } from "../identity/role-matrix.tsx";
import { useCan } from "../session/session-store.ts";
import { AddressSettings } from "./address-settings.tsx";
import { BusinessSettings } from "./business-settings.tsx";
import { LocationSettings } from "./location-settings.tsx";
import { SignInSettings } from "./sign-in-settings.tsx";

/** Tabs whose tables want the room; the head of the page stays where it is from tab to tab. */
const wide = ["roles", "users"];

export function Settings() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { tab?: string }).tab ?? "business";
  const tabs = [
    { value: "business", label: t("Business"), content: <BusinessSettings /> },
    ...(can("tenancy.settings.read")
      ? [{ value: "addresses", label: t("Addresses"), content: <AddressSettings /> }]
      : []),
    ...(can("inventory.stock.read")
      ? [{ value: "locations", label: t("Locations"), content: <LocationSettings /> }]
      : []),
    ...(can("identity.user.read")
      ? [
          { value: "users", label: t("People"), content: <PeopleList /> },
          { value: "sign-in", label: t("Signing in"), content: <SignInSettings /> },
          { value: "roles", label: t("Roles"), content: <RoleMatrix /> },
        ]
      : []),
    ...(can("identity.key.read") ? [{ value: "keys", label: t("API keys"), content: <KeyList /> }] : []),
    ...(can("identity.app.read") ? [{ value: "apps", label: t("Apps"), content: <AppList /> }] : []),
    ...(can("tenancy.archive.export") ? [{ value: "data", label: t("Data"), content: <ArchiveSettings /> }] : []),
  ];
  // An address with a tab that this person does not have leads to the first of theirs.
  const tab = tabs.some((one) => one.value === asked) ? asked : "business";
  return (
    <Page title={t("Settings")} className={wide.includes(tab) ? "" : "[&_[role=tabpanel]]:max-w-4xl"}>
      <Tabs
        label={t("Settings")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={tabs}
      />
    </Page>
  );
}
