import { type Endpoint, givenRules, type Permission, permissionWords, shownRules } from "@selvedge/contract";
import { type Actor, type Ctx, may } from "../context.ts";
import { AppError } from "../errors.ts";
import { hideAt, isGivenAt } from "./fields.ts";
import { assertInputWithin, assertMayReadWhole } from "./within.ts";

/** What stands at a door: who may enter, and what of the answer they may see. */
export interface Guard {
  /** @throws not_permitted; not_found for a record out of the caller's reach */
  enter(ctx: Ctx): Promise<void>;
  leave<T>(actor: Actor, result: T): T;
}

/** What a guard needs to know of a door; one that speaks something else than JSON has no schemas. */
export type Door = Pick<Endpoint, "name" | "kind" | "path" | "access"> & Partial<Pick<Endpoint, "input" | "output">>;

/** The guard of a door for one call. */
export function guardOf(door: Door, rawInput: unknown): Guard {
  return {
    async enter(ctx) {
      const { access } = door;
      if (access === "public") return;
      if (access !== "signed_in") assertPermission(ctx.actor, access);
      for (const rule of givenRules(door)) {
        if (!may(ctx.actor, rule.permission) && isGivenAt(rawInput, rule.path)) throw mayNotGive(rule);
      }
      if (access === "signed_in" || !ctx.actor.reach?.has(access)) return;
      assertMayReadWhole(door);
      await assertInputWithin(ctx, access, door, rawInput);
    },
    leave(actor, result) {
      let shown = result;
      for (const rule of shownRules(door)) {
        if (!may(actor, rule.permission)) shown = hideAt(shown, rule.path);
      }
      return shown;
    },
  };
}

/** A permission within a sentence: "see people and their roles". */
export function inWords(permission: string): string {
  const words = permissionWords[permission as Permission] ?? permission;
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** @throws not_permitted */
export function assertPermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  if (actor.heldBack) throw new AppError("not_permitted", actor.heldBack, { details: { permission } });
  throw new AppError("not_permitted", `It takes a role that allows: ${inWords(permission)}.`, {
    details: { permission },
  });
}

function mayNotGive(rule: { path: readonly string[]; permission: Permission }): AppError {
  return new AppError("not_permitted", "Your role does not allow changing this; leave it out.", {
    fields: [{ path: rule.path.join("."), message: "Not allowed for your role" }],
    details: { permission: rule.permission },
  });
}
