import { accountApi } from "@selvedge/contract";
import { useMemo } from "react";
import { encode } from "uqr";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";

type SetUpAppProps = { secret: string; uri: string; onClose: () => void; onCodes: (codes: string[]) => void };

/** Shows the code to scan, and asks for the first number that the app shows. */
export function SetUpApp({ secret, uri, onClose, onCodes }: SetUpAppProps) {
  const t = useT();
  const form = useContractForm<{ code: string }>(accountApi.confirmTotp.input, { code: "" });
  const save = async (values: { code: string }) => {
    const { backupCodes } = await call(accountApi.confirmTotp, values);
    refreshQueries(queryClient, ["identity."]);
    onCodes(backupCodes);
  };
  return (
    <FormDialog
      title={t("Set up an authenticator app")}
      description={t(
        "Any app for one-time codes does, such as Google Authenticator, Microsoft Authenticator or Aegis.",
      )}
      form={form}
      onSubmit={save}
      button={t("Confirm")}
      onClose={onClose}
      above={
        <>
          <p className="text-sm">{t("Scan this with the app, or type the key into it.")}</p>
          <QrCode text={uri} label={t("Code to scan with your authenticator app")} />
          <p className="mb-4 text-center font-mono text-sm break-all select-all" data-testid="totp-secret">
            {secret.match(/.{1,4}/g)?.join(" ")}
          </p>
        </>
      }
    >
      <TextField
        name="code"
        label={t("Code that the app shows")}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
    </FormDialog>
  );
}

/** Drawn as one path; black on white in dark mode too, or cameras do not read it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const { data, size } = encode(text, { border: 2 });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
    return { path, size };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      className="mx-auto my-4 size-52 rounded-md bg-white"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
