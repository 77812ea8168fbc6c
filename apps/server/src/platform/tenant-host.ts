import type { Runtime } from "./context.ts";

let baseDomain = "localhost";

/** Says below which domain every business has its subdomain; called once at start. */
export function openHosts(domain: string): void {
  baseDomain = domain.toLowerCase();
}

/** `kora.example.com` for the slug `kora`. */
export function subdomainOf(slug: string): string {
  return `${slug}.${baseDomain}`;
}

export interface FoundTenant {
  tenantId: string;
  slug: string;
}

/**
 * The business reached at a host (`shop.kora.example:8000`): by its verified own domain, else by its subdomain.
 * @returns null for a host of nobody, the installation's own address included
 */
export async function findTenantByHost(
  runtime: Pick<Runtime, "sql">,
  host: string | undefined,
): Promise<FoundTenant | null> {
  const name = bareHost(host);
  if (!name) return null;
  const slug = name.endsWith(`.${baseDomain}`) ? name.slice(0, -baseDomain.length - 1) : null;
  const [row] = await runtime.sql<{ tenant_id: string; slug: string }[]>`
    select d.tenant_id, d.slug from app.tenant_host h join app.tenant_directory d on d.tenant_id = h.tenant_id
    where h.host = ${name}
    union all
    select d.tenant_id, d.slug from app.tenant_directory d where d.slug = ${slug}
    limit 1`;
  return row ? { tenantId: row.tenant_id, slug: row.slug } : null;
}

/** Without port and last dot, in small letters; null when it is no host name. */
export function bareHost(host: string | undefined): string | null {
  const name = host?.trim().toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
  return name && name.length <= 253 && /^[a-z0-9][a-z0-9.-]*$/.test(name) ? name : null;
}

/** Whether a host lies below the installation's own domain, where only subdomains of slugs count. */
export function isOwnDomain(host: string): boolean {
  return host === baseDomain || host.endsWith(`.${baseDomain}`);
}
