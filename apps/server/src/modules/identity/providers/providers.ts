import { accountApi, type OutputOf } from "@selvedge/contract";
import type { Ctx, Runtime } from "../../../platform/context.ts";
import { fieldError, notFound } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { type Call, command, inTransaction, query } from "../../../platform/runner.ts";
import { seal, unseal } from "../../../platform/secrets.ts";
import { assertMayGive } from "../access/assert-may-give.ts";
import { addUp, loadRoles, toReach } from "../access/load-roles.ts";
import { assertAnswers, redirectUri } from "./oidc-client.ts";

type View = OutputOf<typeof accountApi.addProvider>;

/** An outside provider with its secret, for a journey; null where another installation sealed it and it has to be entered again. */
export interface Provider extends Omit<View, "redirectUri" | "lacksSecret"> {
  clientSecret: string | null;
}

async function readProviders(ctx: Ctx, id: string | null): Promise<Provider[]> {
  const rows = await ctx.sql<(Provider & { clientSecret: string })[]>`
    select id, name, issuer, client_id as "clientId", client_secret as "clientSecret", enabled,
           second_step_acr as "secondStepAcr", second_step_amr as "secondStepAmr", join_domains as "joinDomains", join_role as "joinRole", version
    from sign_in_provider where tenant_id = ${ctx.tenantId} ${id ? ctx.sql`and id = ${id}` : ctx.sql``} order by name limit 100`;
  return rows.map((row) => ({ ...row, clientSecret: unseal(row.clientSecret, row.id) }));
}

export async function findProvider(ctx: Ctx, id: string): Promise<Provider | null> {
  return (await readProviders(ctx, id))[0] ?? null;
}

const viewOf = ({ clientSecret, ...rest }: Provider): View => ({
  ...rest,
  lacksSecret: clientSecret === null,
  redirectUri: redirectUri(),
});

export const listProviders = query(accountApi.listProviders, async (ctx) => ({
  redirectUri: redirectUri(),
  items: (await readProviders(ctx, null)).map(viewOf),
}));

export const getSignInChoices = query(
  accountApi.getSignInChoices,
  async (ctx) => ({
    providers: (await readProviders(ctx, null))
      .filter((p) => p.enabled && p.clientSecret !== null)
      .map(({ id, name }) => ({ id, name, startUrl: `/v1/auth/oidc/${ctx.tenantId}/${id}` })),
  }),
  {
    async prepare(runtime, { tenant }) {
      const [row] = await runtime.sql<
        { tenant_id: string }[]
      >`select tenant_id from app.tenant_directory where slug = ${tenant}`;
      if (!row) throw notFound("business");
      return { tenantId: row.tenant_id, prepared: undefined };
    },
  },
);

export const addProvider = command(
  accountApi.addProvider,
  async (ctx, input) => {
    await assertMayJoinAs(ctx, input.joinRole);
    const id = newId();
    await ctx.sql`
      insert into sign_in_provider (tenant_id, id, name, issuer, client_id, client_secret, enabled, second_step_acr, second_step_amr, join_domains, join_role)
      values (${ctx.tenantId}, ${id}, ${input.name}, ${input.issuer}, ${input.clientId}, ${seal(input.clientSecret, id)},
              ${input.enabled}, ${input.secondStepAcr}, ${input.secondStepAmr}, ${input.joinDomains}, ${input.joinRole})`;
    const after = viewOf((await findProvider(ctx, id))!);
    ctx.emit({ type: "identity.provider_added", entityType: "sign_in_provider", entityId: id, after });
    return after;
  },
  {
    async prepare(_runtime, { issuer, clientId, clientSecret }, call) {
      await assertAnswers(issuer, clientId, clientSecret);
      return { tenantId: call.tenantId!, prepared: undefined };
    },
  },
);

/** Who lets people in by themselves gives them no more than they hold. */
async function assertMayJoinAs(ctx: Ctx, code: string): Promise<void> {
  const roles = await loadRoles(ctx);
  const role = [...roles.values()].find((r) => r.code === code);
  if (!role) throw fieldError("joinRole", "There is no such role");
  assertMayGive(ctx.actor, addUp(roles, [{ roleId: role.id, limits: toReach(null) }]), "joinRole");
}

export const changeProvider = command(
  accountApi.changeProvider,
  async (ctx, input) => {
    const before = await findProvider(ctx, input.id);
    if (!before) throw notFound("provider");
    await assertMayJoinAs(ctx, input.joinRole);
    await ctx.sql`
      update sign_in_provider set name = ${input.name}, issuer = ${input.issuer}, client_id = ${input.clientId},
        client_secret = ${seal(secretFor(input, before), input.id)}, enabled = ${input.enabled},
        second_step_acr = ${input.secondStepAcr}, second_step_amr = ${input.secondStepAmr}, join_domains = ${input.joinDomains}, join_role = ${input.joinRole},
        version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${input.id}`;
    if (input.issuer !== before.issuer) {
      // The same subject at another issuer is somebody else.
      await ctx.sql`delete from user_identity where tenant_id = ${ctx.tenantId} and provider_id = ${input.id}`;
    }
    const after = viewOf((await findProvider(ctx, input.id))!);
    ctx.emit({
      type: "identity.provider_changed",
      entityType: "sign_in_provider",
      entityId: input.id,
      before: viewOf(before),
      after,
    });
    return after;
  },
  {
    async prepare(runtime, input, call) {
      const before = await lookUp(runtime, call, input.id);
      await assertAnswers(input.issuer, input.clientId, secretFor(input, before));
      return { tenantId: call.tenantId!, prepared: undefined };
    },
  },
);

/** The secret given anew, else the one there is. @throws validation_failed when there is none that can be read */
function secretFor(input: { clientSecret?: string | undefined }, before: Provider): string {
  const secret = input.clientSecret ?? before.clientSecret;
  if (secret === null)
    throw fieldError("clientSecret", "The business was moved here, so its secret has to be entered again");
  return secret;
}

async function lookUp(runtime: Runtime, call: Call, id: string): Promise<Provider> {
  const within = { ...call, tenantId: call.tenantId!, idempotencyKey: undefined };
  return inTransaction(runtime, within, { name: "identity.find_provider", readOnly: true }, async (ctx) => {
    const known = await findProvider(ctx, id);
    if (!known) throw notFound("provider");
    return known;
  });
}

export const removeProvider = command(accountApi.removeProvider, async (ctx, { id }) => {
  const before = await findProvider(ctx, id);
  if (!before) throw notFound("provider");
  await ctx.sql`delete from sign_in_provider where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.emit({ type: "identity.provider_removed", entityType: "sign_in_provider", entityId: id, before: viewOf(before) });
  return {};
});
