import { type Permission, permissionWords } from "@selvedge/contract";
import { useT } from "../../i18n/i18n.ts";

/** Scopes in words, as a list to read through. */
export function ScopeWords({ scopes }: { scopes: readonly string[] }) {
  const t = useT();
  return (
    <ul className="list-disc space-y-0.5 ps-5 text-sm">
      {scopes.map((scope) => (
        <li key={scope}>{t(permissionWords[scope as Permission] ?? scope)}</li>
      ))}
    </ul>
  );
}
