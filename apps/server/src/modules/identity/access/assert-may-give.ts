import { type Reach, reachCovers } from "@selvedge/domain";
import { inWords } from "../../../platform/access/guard.ts";
import { type Actor, may } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";

/**
 * Nobody gives what they do not hold, nor further than they hold it.
 * @throws not_permitted naming what is lacking
 */
export function assertMayGive(actor: Actor, given: ReadonlyMap<string, readonly Reach[]>, field: string): void {
  const lacking = [...given].filter(([permission, reaches]) => !holds(actor, permission, reaches)).map(([p]) => p);
  if (lacking.length === 0) return;
  throw new AppError(
    "not_permitted",
    `Nobody can give what they do not hold: ${lacking.slice(0, 10).map(inWords).join(", ")}.`,
    {
      fields: [{ path: field, message: "More than you hold yourself" }],
      details: { lacking },
    },
  );
}

function holds(actor: Actor, permission: string, reaches: readonly Reach[]): boolean {
  if (!may(actor, permission)) return false;
  const own = actor.reach?.get(permission);
  if (!own) return true;
  return reaches.every((narrow) => own.some((wide) => reachCovers(wide, narrow)));
}
