import { accountApi, type OutputOf } from "@selvedge/contract";
import { Button, Card, Notice, toast } from "@selvedge/ui";
import { useRef } from "react";
import { call, errorText } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { refreshSession } from "../session/session-store.ts";
import { Avatar } from "../shell/avatar.tsx";
import { EmailRow } from "./change-email.tsx";
import { smallPicture } from "./small-picture.ts";

type Profile = OutputOf<typeof accountApi.getProfile>;

export function ProfileForm() {
  const profile = useApi(accountApi.getProfile, {});
  return <Loaded query={profile}>{(loaded) => <Fields key={loaded.name} profile={loaded} />}</Loaded>;
}

async function save(change: { name?: string; avatar?: string | null }): Promise<void> {
  await call(accountApi.changeProfile, change);
  refreshQueries(queryClient, ["identity."]);
  await refreshSession();
}

function Fields({ profile }: { profile: Profile }) {
  const t = useT();
  const form = useContractForm<{ name: string }>(accountApi.changeProfile.input, { name: profile.name });
  const verify = useCommand(accountApi.sendVerification, { done: t("A mail is on its way") });
  return (
    <Card title={t("Profile")}>
      {!profile.emailVerified && (
        <Notice tone="warn" className="mb-4" title={t("Your e-mail address is not confirmed yet")}>
          <Button size="sm" className="mt-2" busy={verify.isPending} onClick={() => verify.mutate({})}>
            {t("Send the mail again")}
          </Button>
        </Notice>
      )}
      <PictureRow profile={profile} />
      <Form
        form={form}
        className="space-y-4"
        onSubmit={async (values) => {
          await save(values);
          toast({ tone: "good", title: t("Saved") });
        }}
      >
        <TextField name="name" label={t("Name")} required autoComplete="name" />
        <SaveButton busy={form.formState.isSubmitting}>{t("Save")}</SaveButton>
      </Form>
      <div className="mt-4 border-t border-line pt-4">
        <EmailRow profile={profile} />
      </div>
    </Card>
  );
}

function PictureRow({ profile }: { profile: Profile }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const set = (avatar: Promise<string> | null) =>
    Promise.resolve(avatar)
      .then((picture) => save({ avatar: picture }))
      .catch((error: unknown) => toast({ tone: "bad", title: errorText(error) }));
  return (
    <div className="mb-4 flex items-center gap-4">
      <Avatar name={profile.name} url={profile.avatarUrl} className="size-16 text-lg" />
      <input
        ref={input}
        type="file"
        accept="image/*"
        className="sr-only"
        aria-label={t("Picture")}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void set(smallPicture(file, 256, true));
        }}
      />
      <Button onClick={() => input.current?.click()}>{t("Choose a picture")}</Button>
      {profile.avatarUrl && (
        <Button tone="quiet" onClick={() => void set(null)}>
          {t("Take away")}
        </Button>
      )}
    </div>
  );
}
