import { BrandMark, Button, FieldFrame, Input, Notice } from "@selvedge/ui";
import { type ComponentProps, createContext, type FormEvent, type ReactNode, useContext, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { ClothPanel } from "./cloth-panel.tsx";

type DoorFrameProps = {
  title: string;
  children: ReactNode;
  under?: ReactNode;
  brand?: { name: string; logoUrl: string | null } | null;
};

/** What stands before the app: one card beside the cloth. */
export function DoorFrame({ title, children, under, brand }: DoorFrameProps) {
  const t = useT();
  return (
    <main className="grid min-h-dvh bg-bg lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <ClothPanel />
      <div className="w-full max-w-sm place-self-center px-4 py-10">
        <div className="mb-6 flex items-center gap-3">
          {brand?.logoUrl ? (
            <img src={brand.logoUrl} alt="" className="size-10 rounded-md object-contain" />
          ) : (
            <BrandMark className="size-10" />
          )}
          <div className="min-w-0">
            <p className="truncate text-lg font-semibold tracking-tight">{brand?.name ?? "Selvedge"}</p>
            <p className="text-sm text-ink-2">{t("Stock, sales and books of a garment business")}</p>
          </div>
        </div>
        <div className="space-y-4 rounded-xl border border-line bg-surface p-6 shadow-[0_1px_2px_rgb(0_0_0/0.04)]">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {children}
        </div>
        {under && <div className="mt-4 space-y-2 text-center text-sm text-ink-2">{under}</div>}
      </div>
    </main>
  );
}

type Problems = Readonly<Record<string, string>>;
const FieldProblems = createContext<Problems>({});

type DoorFormProps = {
  children: ReactNode;
  button: string;
  /** Sends what was typed; a thrown problem is shown, its fields beside their inputs. */
  onSubmit: (read: (name: string) => string) => Promise<void>;
  /** What a form after this one was refused for: shown here from the start. */
  refused?: unknown;
};

function problemsOf(error: unknown): Problems {
  const problem = (error as { problem?: { fields?: { path: string; message: string }[] } } | null)?.problem;
  return Object.fromEntries((problem?.fields ?? []).map(({ path, message }) => [path, message]));
}

/** A form before sign-in. The forms of the app need its router; these need nothing. */
export function DoorForm({ children, button, onSubmit, refused }: DoorFormProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(refused instanceof Error ? refused.message : null);
  const [problems, setProblems] = useState(() => problemsOf(refused));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    setProblems({});
    try {
      await onSubmit((name) => {
        const value = String(fields.get(name) ?? "");
        return name.toLowerCase().includes("password") ? value : value.trim();
      });
    } catch (error) {
      setProblems(problemsOf(error));
      setFailure(
        error instanceof TypeError
          ? t("The server was not reached. Check the connection and try again.")
          : (error as Error).message,
      );
    }
    setBusy(false);
  };
  return (
    <FieldProblems value={problems}>
      <form onSubmit={(event) => void submit(event)} className="space-y-4">
        {failure && <Notice tone="bad">{failure}</Notice>}
        {children}
        <Button type="submit" tone="primary" size="lg" className="w-full" busy={busy}>
          {button}
        </Button>
      </form>
    </FieldProblems>
  );
}

type DoorFieldProps = ComponentProps<"input"> & { name: string; label: ReactNode; hint?: string };

export function DoorField({ name, label, hint, ...rest }: DoorFieldProps) {
  const problem = useContext(FieldProblems)[name];
  return (
    <FieldFrame label={label} hint={hint} error={problem}>
      {(control) => <Input {...control} name={name} {...rest} />}
    </FieldFrame>
  );
}

export function DoorLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={to} className="inline-flex min-h-touch items-center px-1 text-accent hover:underline">
      {children}
    </a>
  );
}
