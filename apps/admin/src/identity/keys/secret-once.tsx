import { Button, Dialog, Notice } from "@selvedge/ui";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/i18n.ts";

type SecretOnceProps = {
  title: string;
  /** What else the other program needs, such as its client ID: label and value. */
  besides?: readonly (readonly [string, string])[];
  label: string;
  /** Null: there is none, only what is besides. */
  secret: string | null;
  onClose: () => void;
};

/** A secret that is on this screen and nowhere else: it is copied now, or made anew. */
export function SecretOnce({ title, besides = [], label, secret, onClose }: SecretOnceProps) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={secret ? t("It is shown this once. Keep it where only the other program finds it.") : undefined}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t("I have kept it")}
        </Button>
      }
    >
      <dl className="space-y-3">
        {besides.map(([name, value]) => (
          <ToCopy key={name} label={name} value={value} />
        ))}
        {secret && <ToCopy label={label} value={secret} />}
      </dl>
      {secret && (
        <Notice tone="warn" className="mt-4">
          {t("Never write it into a page or an app that others can open; who has it may do what it may do.")}
        </Notice>
      )}
    </Dialog>
  );
}

/** A value to be carried elsewhere whole, with a button that copies it. */
export function ToCopy({ label, value }: { label: string; value: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  return (
    <div>
      <dt className="text-xs text-ink-2">{label}</dt>
      <dd className="mt-0.5 flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md bg-surface-2 p-2 font-mono text-xs break-all select-all">
          {value}
        </code>
        <Button
          size="icon"
          aria-label={t("Copy {{what}}", { what: label })}
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        </Button>
        <span role="status" className="sr-only">
          {copied ? t("Copied") : ""}
        </span>
      </dd>
    </div>
  );
}
