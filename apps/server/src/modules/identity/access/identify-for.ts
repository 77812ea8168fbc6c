import { intersectReach, type Reach } from "@selvedge/domain";
import type { Actor } from "../../../platform/context.ts";
import type { AppError } from "../../../platform/errors.ts";
import { lacksSecondFactor } from "../second-factor/required.ts";
import { accessOfUser, actorOf } from "./access-of-user.ts";
import type { Open } from "./load-roles.ts";

/** What a program was given, and by whom. */
export interface Given {
  personId: string;
  scopes: readonly string[];
  limits: Reach;
}

/**
 * The actor of a program that acts for a person: what it was given, and never more than the person may do at this moment.
 * @param gone what is thrown when the person is not active any more
 */
export async function identifyFor(
  open: Open,
  who: { type: "api_key" | "app"; id: string },
  { personId, scopes, limits }: Given,
  gone: () => AppError,
): Promise<Actor> {
  const access = await accessOfUser(open, personId);
  if (!access?.active) throw gone();
  if (await lacksSecondFactor(open, personId)) {
    const heldBack =
      "Whoever answers for this program has yet to set up the second step of sign-in that is asked of them.";
    return { ...who, permissions: new Set(), actsFor: personId, heldBack };
  }
  return open.cached(`identity actor ${who.id} ${scopes.join(" ")}`, async () => {
    const effective = new Map<string, Reach[]>();
    for (const scope of scopes) {
      const reaches = (access.effective.get(scope) ?? []).flatMap((reach) => intersectReach(reach, limits) ?? []);
      if (reaches.length > 0) effective.set(scope, reaches);
    }
    return { ...actorOf(who, effective), actsFor: personId };
  });
}
