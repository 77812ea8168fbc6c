import { zodResolver } from "@hookform/resolvers/zod";
import { Button, FieldFrame, Input, MoneyInput, Notice, Select, TextArea } from "@selvedge/ui";
import { useBlocker } from "@tanstack/react-router";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import { useRef, useState } from "react";
import {
  Controller,
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  FormProvider,
  type Resolver,
  type UseFormReturn,
  useForm,
  useFormContext,
} from "react-hook-form";
import type { z } from "zod";
import { errorText, problemOf } from "../api/client.ts";
import { useT } from "../i18n/i18n.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { speakInForms } from "./field-words.ts";
import { OtherEditors } from "./other-editors.tsx";
import { useConflict } from "./use-conflict.ts";

/**
 * A form that checks as the server does, with the contract's own schema. Empty text empties a field that may be emptied,
 * and counts as left out elsewhere.
 */
export function useContractForm<Values extends FieldValues>(
  schema: z.ZodType,
  defaults: DefaultValues<Values>,
): UseFormReturn<Values> {
  speakInForms(useT());
  const check = zodResolver(schema as never) as unknown as Resolver<Values>;
  return useForm<Values>({
    defaultValues: defaults,
    mode: "onTouched",
    resolver: (values, context, options) => check(withoutEmpty(emptied(schema, values)), context, options),
  });
}

/** Blanks of the fields that the schema lets be null become null: what was there is taken away. */
export function emptied<T>(schema: z.ZodType, values: T): T {
  if (!("shape" in schema) || values === null || typeof values !== "object") return values;
  const shape = schema.shape as Record<string, z.ZodType>;
  const entries = Object.entries(values).map(([name, value]) =>
    value === "" && shape[name]?.safeParse(null).success ? [name, null] : [name, value],
  );
  return Object.fromEntries(entries) as T;
}

/** Drops "" and null-less undefined leaves so that optional fields may be left blank. */
export function withoutEmpty<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutEmpty) as T;
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .filter(([, inner]) => inner !== "" && inner !== undefined)
    .map(([key, inner]) => [key, withoutEmpty(inner)]);
  return Object.fromEntries(kept) as T;
}

type FormProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  /** Saves; a thrown problem is shown, its fields beside their inputs, and what was typed stays. */
  onSubmit: (values: Values) => Promise<unknown>;
  children: ReactNode;
  id?: string;
  className?: string;
  /** Ask before leaving the screen with unsaved changes. */
  guardLeaving?: boolean;
  /** The record that the form changes: who else has it open is named. */
  recordId?: string;
  /** The record as it stands now, as values of this form: when somebody changed it meanwhile, both versions are offered. */
  latest?: () => Promise<DefaultValues<Values>>;
};

export function Form<Values extends FieldValues>(props: FormProps<Values>) {
  const { form, onSubmit, children, id, className, guardLeaving, recordId, latest } = props;
  const t = useT();
  const [failure, setFailure] = useState<string | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const { isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
  useBlocker({
    shouldBlockFn: () =>
      Boolean(guardLeaving) && isDirty && !isSubmitting && !isSubmitSuccessful && !confirm(t("Leave without saving?")),
    enableBeforeUnload: () => Boolean(guardLeaving) && isDirty && !isSubmitSuccessful,
  });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await onSubmit(withoutEmpty(values));
    } catch (error) {
      if (latest && problemOf(error)?.code === "stale_version" && (await conflict.meet())) return;
      const unplaced = placeFieldErrors(form, error);
      setFailure(unplaced);
      // Marks the submit as failed, so that leaving still warns.
      form.setError("root.server" as never, { message: errorText(error) });
    }
  });
  const conflict = useConflict({ form, latest, submit });
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <FormProvider {...form}>
      {recordId && <OtherEditors recordId={recordId} />}
      <form
        ref={element}
        id={id}
        noValidate
        className={className}
        onKeyDown={saveByKey}
        onSubmit={(event) => {
          event.stopPropagation();
          void submit(event);
        }}
      >
        {failure && (
          <Notice tone="bad" className="mb-4">
            {failure}
          </Notice>
        )}
        {children}
      </form>
      {conflict.clashes && element.current && (
        <ConflictDialog
          form={element.current}
          clashes={conflict.clashes}
          onChoose={conflict.choose}
          onClose={conflict.close}
        />
      )}
    </FormProvider>
  );
}

/** Puts the problem's fields beside their inputs; returns what is not told there, or null. */
function placeFieldErrors<Values extends FieldValues>(form: UseFormReturn<Values>, error: unknown): string | null {
  const problem = problemOf(error);
  const fields = problem?.fields ?? [];
  let unplaced = fields.length === 0;
  for (const { path, message } of fields) {
    const name = path as FieldPath<Values>;
    const known = name in form.getValues() || form.getFieldState(name).isTouched || name.includes(".");
    if (known) form.setError(name, { type: "server", message });
    else unplaced = true;
  }
  if (unplaced) return errorText(error);
  const told = fields.some(({ message }) => message === problem?.detail);
  return told ? null : (problem?.detail ?? null);
}

type FieldProps = { name: string; label: ReactNode; hint?: ReactNode; required?: boolean; className?: string };

function useField(name: string) {
  const { register, getFieldState, formState } = useFormContext();
  return { register, error: getFieldState(name, formState).error?.message };
}

export function TextField({ name, label, hint, required, className, ...rest }: FieldProps & ComponentProps<"input">) {
  const { register, error } = useField(name);
  return (
    <FieldFrame label={label} hint={hint} error={error} required={Boolean(required)} className={className ?? ""}>
      {(control) => <Input {...rest} {...register(name)} {...control} />}
    </FieldFrame>
  );
}

export function NumberField({ name, label, hint, required, className, ...rest }: FieldProps & ComponentProps<"input">) {
  const { register, error } = useField(name);
  const asNumber = (value: unknown) =>
    value === "" || value === null || value === undefined ? undefined : Number(value);
  return (
    <FieldFrame label={label} hint={hint} error={error} required={Boolean(required)} className={className ?? ""}>
      {(control) => <Input inputMode="numeric" {...rest} {...register(name, { setValueAs: asNumber })} {...control} />}
    </FieldFrame>
  );
}

export function LongTextField({ name, label, hint, className, rows }: FieldProps & { rows?: number }) {
  const { register, error } = useField(name);
  return (
    <FieldFrame label={label} hint={hint} error={error} className={className ?? ""}>
      {(control) => <TextArea rows={rows ?? 3} {...register(name)} {...control} />}
    </FieldFrame>
  );
}

type SelectFieldProps = FieldProps & { options: readonly { value: string; label: string }[]; placeholder?: string };

export function SelectField({ name, label, hint, required, className, options, placeholder }: SelectFieldProps) {
  const { register, error } = useField(name);
  return (
    <FieldFrame label={label} hint={hint} error={error} required={Boolean(required)} className={className ?? ""}>
      {(control) => (
        <Select
          options={options}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...register(name)}
          {...control}
        />
      )}
    </FieldFrame>
  );
}

export function MoneyField({ name, label, hint, required, className, currency }: FieldProps & { currency?: string }) {
  const { error } = useField(name);
  return (
    <FieldFrame label={label} hint={hint} error={error} required={Boolean(required)} className={className ?? ""}>
      {(control) => (
        <Controller
          name={name}
          render={({ field }) => (
            <MoneyInput
              {...control}
              name={field.name}
              value={field.value as number | null | undefined}
              onChange={(amount) => field.onChange(amount ?? undefined)}
              onBlur={field.onBlur}
              currency={currency}
            />
          )}
        />
      )}
    </FieldFrame>
  );
}

/** Save button of a form; busy while saving. `form` ties it to a form elsewhere (a dialog's footer). */
export function SaveButton({ children, form, busy }: { children: ReactNode; form?: string; busy?: boolean }) {
  return (
    <Button type="submit" tone="primary" form={form} busy={busy} title="Ctrl Enter">
      {children}
    </Button>
  );
}
