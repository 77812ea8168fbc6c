import { tenancyApi } from "@selvedge/contract";
import { fieldError } from "../../../platform/errors.ts";
import { hashPassword } from "../../../platform/hash-password.ts";
import { assertGoodPassword, assertNewPassword } from "../../../platform/passwords/assert-good-password.ts";
import { command } from "../../../platform/runner.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { assertMayGive } from "../access/assert-may-give.ts";
import { insertUser } from "./insert-user.ts";

/** Adds a person with a first password, or with the hash that another system kept of theirs. */
export const createUser = command(
  tenancyApi.createUser,
  async (ctx, input, passwordHash: string) => {
    const { name, email, roles } = input;
    if (input.password !== undefined) assertGoodPassword("password", input.password, [email, name, ctx.tenant.name]);
    const user = await insertUser(ctx, { name, email, passwordHash, roles });
    const access = await accessOfUser(ctx, user.id);
    assertMayGive(ctx.actor, access!.effective, "roles");
    return user;
  },
  {
    async prepare(_runtime, { password, passwordHash, email, name }, call) {
      if ((password === undefined) === (passwordHash === undefined)) {
        throw fieldError("password", "Give a first password, or the hash of one; or invite the person instead");
      }
      if (password !== undefined) await assertNewPassword("password", password, [email, name]);
      return { tenantId: call.tenantId!, prepared: passwordHash ?? (await hashPassword(password!)) };
    },
  },
);
