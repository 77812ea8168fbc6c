import { deskApi, type OutputOf } from "@selvedge/contract";
import { Notice } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { call } from "../api/client.ts";
import { useT } from "../i18n/i18n.ts";
import { Avatar } from "../shell/avatar.tsx";

type Others = OutputOf<typeof deskApi.tellEditing>["others"];

const TELL_MS = 20_000;

/** Who else has this record's form open now; says so of this person while the form is there. */
export function OtherEditors({ recordId }: { recordId: string }) {
  const t = useT();
  const [others, setOthers] = useState<Others>([]);
  useEffect(() => {
    let gone = false;
    const tell = (leaving: boolean) =>
      call(deskApi.tellEditing, { recordId, leaving })
        .then((answer) => !gone && setOthers(answer.others))
        // A warning that does not come is no error: the record's version still keeps two people apart.
        .catch(() => undefined);
    void tell(false);
    const timer = setInterval(() => void tell(false), TELL_MS);
    return () => {
      gone = true;
      clearInterval(timer);
      void tell(true);
    };
  }, [recordId]);
  if (others.length === 0) return null;
  return (
    <Notice tone="warn" className="mb-4">
      <span className="flex items-center gap-2">
        <span className="flex -space-x-2">
          {others.map((other) => (
            <Avatar key={other.name} name={other.name} url={other.avatarUrl} className="size-6 text-2xs" />
          ))}
        </span>
        {t("{{names}} has this open too", { names: others.map(({ name }) => name).join(", ") })}
      </span>
    </Notice>
  );
}
