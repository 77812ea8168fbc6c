import { privacyApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { collectPersonData } from "./collect-person-data.ts";
import { getPerson } from "./people.ts";

export const getPersonData = query(privacyApi.getPersonData, async (ctx, input) => {
  const person = await getPerson(ctx, input.kind, input.id);
  return { person, exportedAt: ctx.now.toISOString(), tables: await collectPersonData(ctx, person) };
});
