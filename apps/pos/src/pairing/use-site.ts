import type { OutputOf, tenantSiteApi } from "@selvedge/contract";
import { useEffect, useState } from "react";

type Site = OutputOf<typeof tenantSiteApi.getSite>;

/** The business whose own address this is, before the device belongs to it; null at the installation's address and in the shell. */
export function useSite(): Site | null {
  const [site, setSite] = useState<Site | null>(null);
  useEffect(() => {
    void fetch("/v1/site")
      // Read whatever it is: an answer that nobody reads keeps its connection open.
      .then(async (response) => [response.ok, (await response.json()) as Site] as const)
      .then(([isFound, site]) => (isFound ? site : null))
      .catch(() => null)
      .then((found) => {
        setSite(found);
        if (found?.accent) document.documentElement.style.setProperty("--tenant-accent", found.accent);
      });
  }, []);
  return site;
}
