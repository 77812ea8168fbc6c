import { accountApi } from "@selvedge/contract";
import { type ReactNode, useState } from "react";
import { call, problemOf } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";

type Waiting = { go: () => Promise<unknown>; done: (value: boolean) => void };

/**
 * Runs changes of how one signs in. Where the server first wants to know that it is really the person, it asks for the
 * password or a code and then goes on.
 * @returns what runs a change (false when the person turned back), and the dialog to draw
 */
export function useConfirmed(byCode: boolean): {
  run: (go: () => Promise<unknown>) => Promise<boolean>;
  dialog: ReactNode;
} {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const run = async (go: () => Promise<unknown>): Promise<boolean> => {
    try {
      await go();
    } catch (error) {
      if (problemOf(error)?.code !== "confirm_identity") throw error;
      return new Promise((done) => setWaiting({ go, done }));
    }
    refreshQueries(queryClient, ["identity."]);
    return true;
  };
  const close = (did: boolean) => {
    waiting?.done(did);
    setWaiting(null);
  };
  return {
    run,
    dialog: waiting && (
      <ConfirmDialog
        byCode={byCode}
        onClose={() => close(false)}
        onConfirmed={async () => {
          await waiting.go();
          refreshQueries(queryClient, ["identity."]);
          close(true);
        }}
      />
    ),
  };
}

type ConfirmDialogProps = { byCode: boolean; onClose: () => void; onConfirmed: () => Promise<void> };

function ConfirmDialog({ byCode, onClose, onConfirmed }: ConfirmDialogProps) {
  const t = useT();
  const form = useContractForm<{ password?: string; code?: string }>(
    accountApi.confirmMe.input,
    byCode ? { code: "" } : { password: "" },
  );
  return (
    <FormDialog
      title={t("Confirm that it is you")}
      description={t("Changes of how you sign in need a fresh proof.")}
      form={form}
      onSubmit={async (values) => {
        await call(accountApi.confirmMe, values);
        await onConfirmed();
      }}
      button={t("Continue")}
      onClose={onClose}
    >
      {byCode ? (
        <TextField
          name="code"
          label={t("Code")}
          hint={t("The six digits in your authenticator app, or one of your backup codes")}
          autoComplete="one-time-code"
          required
          autoFocus
        />
      ) : (
        <TextField
          name="password"
          type="password"
          label={t("Password")}
          autoComplete="current-password"
          required
          autoFocus
        />
      )}
    </FormDialog>
  );
}
