import { Page, Tabs } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n/i18n.ts";
import { ConnectedApps } from "./connected-apps.tsx";
import { DeviceList } from "./device-list.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { SignInWays } from "./sign-in-ways.tsx";

/** One's own account: who one is, how one signs in, and where one is signed in. */
export function ProfilePage() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "profile";
  return (
    <Page title={t("Your account")} className="max-w-3xl">
      <Tabs
        label={t("Your account")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "profile", label: t("Profile"), content: <ProfileForm /> },
          { value: "sign-in", label: t("Signing in"), content: <SignInWays /> },
          { value: "devices", label: t("Devices"), content: <DeviceList /> },
          { value: "apps", label: t("Connected apps"), content: <ConnectedApps /> },
        ]}
      />
    </Page>
  );
}
