import { ChevronRight } from "lucide-react";
import { useT } from "../../i18n/i18n.ts";
import type { Limits } from "../permission-list.ts";
import { ReachFields, useReachWords } from "../reach.tsx";

type HowFarProps = {
  limits: Limits | null;
  onChange: (next: Limits | null) => void;
  error?: string | undefined;
};

/** To which places a key is kept; folded away, for most go everywhere. */
export function HowFar({ limits, onChange, error }: HowFarProps) {
  const t = useT();
  const reach = useReachWords();
  return (
    <details className="group rounded-md border border-line px-3">
      <summary className="flex min-h-touch cursor-pointer items-center gap-2 text-sm">
        <ChevronRight className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90" aria-hidden />
        <span className="font-medium">{t("How far it goes")}</span>
        <span className="flex-1 truncate text-end text-ink-2">{reach(limits)}</span>
      </summary>
      <div className="pb-3">
        <ReachFields value={limits} onChange={onChange} />
        {error && (
          <p role="alert" className="mt-1 text-xs text-bad">
            {error}
          </p>
        )}
      </div>
    </details>
  );
}
