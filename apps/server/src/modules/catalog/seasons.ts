import { catalogApi } from "@selvedge/contract";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";
import { codeTaken } from "./size-scales.ts";

interface Season {
  id: string;
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

export const listSeasons = query(catalogApi.listSeasons, async (ctx) => ({
  items: await ctx.sql<Season[]>`
    select id, code, name, starts_on as "startsOn", ends_on as "endsOn"
    from season where tenant_id = ${ctx.tenantId} order by starts_on desc, code`,
}));

export const createSeason = command(catalogApi.createSeason, async (ctx, input) => {
  if (input.endsOn < input.startsOn) throw fieldError("endsOn", "A season ends on or after the day it starts");
  const id = newId();
  const inserted = await ctx.sql`
    insert into season (tenant_id, id, code, name, starts_on, ends_on)
    values (${ctx.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.startsOn}, ${input.endsOn})
    on conflict (tenant_id, code) do nothing`;
  if (inserted.count === 0) throw codeTaken("season", input.code);
  ctx.emit({ type: "catalog.season_created", entityType: "season", entityId: id, after: { id, ...input } });
  return { id };
});
