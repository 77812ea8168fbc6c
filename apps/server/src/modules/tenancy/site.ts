import { type OutputOf, tenantSiteApi } from "@selvedge/contract";
import { readBranding } from "../../platform/branding.ts";
import { AppError } from "../../platform/errors.ts";
import { type PutPicture, putPicture, recordPicture } from "../../platform/pictures.ts";
import { command, query } from "../../platform/runner.ts";
import { findTenantByHost } from "../../platform/tenant-host.ts";

export const getSite = query(
  tenantSiteApi.getSite,
  async (ctx): Promise<OutputOf<typeof tenantSiteApi.getSite>> => {
    const { slug, legalName, country, currency, locale, timeZone } = ctx.tenant;
    const { name, accent, logoUrl } = readBranding(ctx);
    return { tenantId: ctx.tenantId, slug, name, legalName, country, currency, locale, timeZone, accent, logoUrl };
  },
  {
    async prepare(runtime, { host }, call) {
      const found = await findTenantByHost(runtime, host ?? hostHeader(call.request?.headers["host"]));
      if (!found) throw new AppError("not_found", "No business answers at this address.");
      return { tenantId: found.tenantId, prepared: undefined };
    },
  },
);

const hostHeader = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export const setLogo = command(
  tenantSiteApi.setLogo,
  async (ctx, _input, put: PutPicture | null) => {
    const before = readBranding(ctx);
    const logo = put ? await recordPicture(ctx, put) : null;
    await ctx.changeConfig();
    await ctx.sql`update tenant set settings = settings || jsonb_build_object('logoFileId', ${logo?.id ?? null}::text)
                  where id = ${ctx.tenantId}`;
    await ctx.reloadTenant();
    const { logoUrl } = readBranding(ctx);
    ctx.emit({
      type: "tenancy.logo_changed",
      entityType: "tenant",
      entityId: ctx.tenantId,
      before: { logoUrl: before.logoUrl },
      after: { logoUrl },
    });
    return { logoUrl };
  },
  {
    async prepare(_runtime, input, call) {
      const put = input.picture ? await putPicture(call.tenantId!, "picture", "logo", input.picture) : null;
      return { tenantId: call.tenantId!, prepared: put };
    },
  },
);
