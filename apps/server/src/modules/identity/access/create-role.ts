import { accessApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";
import { getRoleView } from "./list-roles.ts";
import { assertMayMake, setGrants, setParents } from "./write-role.ts";

/** Makes a role of the business's own. */
export const createRole = command(accessApi.createRole, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await ctx.changeConfig();
  const id = newId();
  const [taken] = await sql`select 1 from role where tenant_id = ${tenantId} and lower(name) = lower(${input.name})`;
  if (taken)
    throw new AppError("duplicate", "Another role has this name.", {
      fields: [{ path: "name", message: "Another role has this name" }],
    });
  await sql`insert into role (tenant_id, id, code, name, description, permissions, built_in)
            values (${tenantId}, ${id}, ${await freeCode(ctx, input.name)}, ${input.name}, ${input.description}, '{}', false)`;
  await setGrants(ctx, id, input.grants);
  await setParents(ctx, id, input.parents);
  await assertMayMake(ctx, id, new Map());
  const view = await getRoleView(ctx, id);
  ctx.emit({ type: "identity.role_created", entityType: "role", entityId: id, after: view });
  return view;
});

/** A short name for programs, made of the role's name: `shop_lead`, `shop_lead_2`. */
async function freeCode(ctx: Parameters<typeof setGrants>[0], name: string): Promise<string> {
  const stem =
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_")
      .replace(/^_+|_+$/g, "") || "role";
  const rows = await ctx.sql<{ code: string }[]>`
    select code from role where tenant_id = ${ctx.tenantId} and (code = ${stem} or starts_with(code, ${`${stem}_`}))`;
  const taken = new Set(rows.map((r) => r.code));
  let code = stem;
  for (let n = 2; taken.has(code); n += 1) code = `${stem}_${n}`;
  return code;
}
