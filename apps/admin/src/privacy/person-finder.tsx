import { type OutputOf, privacyApi } from "@selvedge/contract";
import { Badge, Card, EmptyState, SearchInput } from "@selvedge/ui";
import { ChevronRight, UserSearch } from "lucide-react";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { PersonDataPanel } from "./person-data-panel.tsx";

export type FoundPerson = OutputOf<typeof privacyApi.findPeople>["items"][number];

/** Finds a customer or somebody who signs in, to answer what they ask about their data. */
export function PersonFinder() {
  const t = useT();
  const [q, setQ] = useState("");
  const asked = q.trim();
  const [open, setOpen] = useState<FoundPerson | null>(null);
  const found = useApi(privacyApi.findPeople, { q: asked }, { enabled: asked.length > 0 });
  return (
    <Card>
      <SearchInput value={q} onChange={setQ} label={t("Name or e-mail")} placeholder={t("Name or e-mail")} />
      {asked === "" ? (
        <EmptyState icon={<UserSearch aria-hidden />} title={t("Whose data is it about?")}>
          {t(
            "Customers and people who sign in are found by name or e-mail. Their data can be handed out, held or erased.",
          )}
        </EmptyState>
      ) : (
        <Loaded query={found}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("Nobody of that name or address")} />
            ) : (
              <ul className="mt-3 divide-y divide-line">
                {items.map((person) => (
                  <PersonRow key={person.id} person={person} onOpen={() => setOpen(person)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
      {open && <PersonDataPanel person={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function PersonRow({ person, onOpen }: { person: FoundPerson; onOpen: () => void }) {
  const t = useT();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-14 w-full items-center gap-3 rounded-md px-2 py-2 text-start text-sm hover:bg-surface-2"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{person.name}</span>
          <span className="block truncate text-xs text-ink-3">{person.email ?? t("No e-mail")}</span>
        </span>
        {person.held && <Badge tone="warn">{t("Legal hold")}</Badge>}
        <Badge>{person.kind === "user" ? t("Signs in") : t("Customer")}</Badge>
        <ChevronRight className="size-4 text-ink-3 rtl:rotate-180" aria-hidden />
      </button>
    </li>
  );
}
