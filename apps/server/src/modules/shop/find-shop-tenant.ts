import type { Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { findTenantByHost } from "../../platform/tenant-host.ts";

/**
 * Whose shop is meant: a business's address name, or a host that is its own domain or subdomain. A bare address of this
 * machine means the only business there is.
 * @throws not_found
 */
export async function findShopTenant(runtime: Runtime, shopOrHost: string): Promise<string> {
  const host = shopOrHost.toLowerCase().replace(/:\d+$/, "");
  const byHost = await findTenantByHost(runtime, host);
  if (byHost) return byHost.tenantId;
  const isBare = host === "localhost" || host === "" || /^[\d.]+$/.test(host) || host.startsWith("[");
  const rows = isBare
    ? await runtime.sql<{ tenant_id: string }[]>`select tenant_id from app.tenant_directory order by tenant_id limit 2`
    : await runtime.sql<{ tenant_id: string }[]>`select tenant_id from app.tenant_directory where slug = ${host}`;
  if (rows.length !== 1) throw new AppError("not_found", "There is no shop at this address.");
  return rows[0]!.tenant_id;
}
