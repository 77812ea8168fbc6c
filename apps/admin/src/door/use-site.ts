import type { OutputOf } from "@selvedge/contract";
import { useEffect, useState } from "react";
import { applyAccent } from "../shell/theme.ts";

// A type only: the schemas stay out of the first script.
type Site = OutputOf<typeof import("@selvedge/contract")["tenantSiteApi"]["getSite"]>;

let asked: Promise<Site | null> | null = null;

/** The business whose own address this is; null at the installation's address, or while it is asked. */
export function useSite(): Site | null {
  const [site, setSite] = useState<Site | null>(null);
  useEffect(() => {
    asked ??= fetch("/v1/site")
      .then((response) => (response.ok ? (response.json() as Promise<Site>) : null))
      .catch(() => null);
    void asked.then((found) => {
      setSite(found);
      if (found) applyAccent(found.accent);
    });
  }, []);
  return site;
}
