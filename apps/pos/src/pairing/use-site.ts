import type { OutputOf, tenantSiteApi } from "@selvedge/contract";
import { useEffect, useState } from "react";

type Site = OutputOf<typeof tenantSiteApi.getSite>;

/** The business whose own address this is, before the device belongs to it; null at the installation's address and in the shell. */
export function useSite(): Site | null {
  const [site, setSite] = useState<Site | null>(null);
  useEffect(() => {
    void fetch("/v1/site")
      .then((response) => (response.ok ? (response.json() as Promise<Site>) : null))
      .catch(() => null)
      .then((found) => {
        setSite(found);
        if (found?.accent) document.documentElement.style.setProperty("--tenant-accent", found.accent);
      });
  }, []);
  return site;
}
