import { toast } from "@selvedge/ui";
import { useState } from "react";
import type { DefaultValues, FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { useT } from "../i18n/i18n.ts";
import { type Clash, compareVersions } from "./compare-versions.ts";

type ConflictInput<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  latest: (() => Promise<DefaultValues<Values>>) | undefined;
  submit: () => Promise<void>;
};

type Found<Values extends FieldValues> = ReturnType<typeof compareVersions> & { now: DefaultValues<Values> };

/**
 * What happens when the record was changed since the form was opened. Where the two touched different fields both changes are saved
 * and that is told; where they touched the same, the person chooses.
 */
export function useConflict<Values extends FieldValues>({ form, latest, submit }: ConflictInput<Values>) {
  const t = useT();
  const [found, setFound] = useState<Found<Values> | null>(null);
  // Read while drawing, so that the form keeps it up to date.
  const base = form.formState.defaultValues;

  const saveOver = async ({ now, mine }: Found<Values>, chosen: ReadonlyMap<string, unknown>) => {
    form.reset(now);
    const values: [string, unknown][] = [...mine.map(({ name, value }): [string, unknown] => [name, value]), ...chosen];
    for (const [name, value] of values) {
      form.setValue(name as FieldPath<Values>, value as never, { shouldDirty: true });
    }
    await submit();
  };
  /** True when it is dealt with: saved together, or the person is asked. */
  const meet = async (): Promise<boolean> => {
    const now = await latest?.().catch(() => undefined);
    if (!now) return false;
    const compared = { ...compareVersions(base, form.getValues(), now), now };
    if (compared.clashes.length > 0) {
      setFound(compared);
      // Nothing is saved yet, so leaving still warns.
      form.setError("root.server" as never, { message: "conflict" });
      return true;
    }
    if (compared.theirs.length > 0) {
      toast({ tone: "note", title: t("Somebody changed other fields meanwhile; both changes are kept") });
    }
    await saveOver(compared, new Map());
    return true;
  };
  return {
    clashes: found?.clashes as readonly Clash[] | undefined,
    meet,
    choose: (chosen: ReadonlyMap<string, unknown>) => {
      const asked = found;
      setFound(null);
      if (asked) void saveOver(asked, chosen);
    },
    close: () => setFound(null),
  };
}
