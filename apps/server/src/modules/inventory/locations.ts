import { invariant } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

/** Places where our goods stand and are sold from. */
export const physicalKinds = ["warehouse", "shop", "van", "consignment"] as const;
/** The other ends of moves. Goods in `transit` and `quarantine` are still ours and have levels; the rest is outside. */
export const virtualKinds = ["supplier", "customer", "adjustment", "transit", "quarantine"] as const;
export type VirtualKind = (typeof virtualKinds)[number];
export type LocationKind = (typeof physicalKinds)[number] | VirtualKind;

export interface LocationRow {
  id: string;
  code: string;
  name: string;
  kind: LocationKind;
  state: string | null;
  country: string | null;
  allowsBackorder: boolean;
  status: "active" | "archived";
}

/** Every location, virtual ones too, as configuration: kept until one is added. */
export function readLocations(ctx: Ctx): Promise<LocationRow[]> {
  return ctx.cached(
    "inventory.locations",
    async () =>
      await ctx.sql<LocationRow[]>`
        select id, code, name, kind, state, country, allows_backorder as "allowsBackorder", status
        from location where tenant_id = ${ctx.tenantId} order by code, id`,
  );
}

/** The one virtual location of a kind; sign-up made it. */
export async function getVirtualLocation(ctx: Ctx, kind: VirtualKind): Promise<LocationRow> {
  const found = (await readLocations(ctx)).find((l) => l.kind === kind);
  invariant(found, `sign-up opens the virtual location ${kind}`);
  return found;
}

/**
 * A location where goods of ours can stand.
 * @param field names the input's field in the refusal.
 * @throws not_found for an unknown, archived or outside location.
 */
export async function getStockLocation(
  ctx: Ctx,
  id: string,
  field: string,
  besides: readonly VirtualKind[] = [],
): Promise<LocationRow> {
  const kinds: readonly string[] = [...physicalKinds, ...besides];
  const found = (await readLocations(ctx)).find((l) => l.id === id);
  if (found && found.status === "active" && kinds.includes(found.kind)) return found;
  const message = "There is no such location to keep stock in.";
  throw new AppError("not_found", message, { fields: [{ path: field, message }] });
}
