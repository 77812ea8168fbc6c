import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { readSigned, signText } from "../keys.ts";

/**
 * A ticket is a signed note that the caller keeps: a challenge, or a sign-in of which one step is done. It is of one kind,
 * lives minutes, and is spent once ({@link spendTicket}); the server keeps nothing until then.
 */
export type TicketKind = "second-factor" | "passkey" | "provider" | "provider-home" | "provider-arrival";
const MINUTES: Record<TicketKind, number> = {
  "second-factor": 10,
  passkey: 5,
  provider: 10,
  "provider-home": 10,
  "provider-arrival": 1,
};

export async function makeTicket(kind: TicketKind, holds: Record<string, unknown>, now: Date): Promise<string> {
  return signText(`${kind}+jwt`, { ...holds, jti: newId() }, MINUTES[kind] * 60, now);
}

export type Ticket<T> = T & { jti: string; exp: number };

/** @throws link_expired for a ticket that is old, altered or of another kind */
export async function readTicket<T>(kind: TicketKind, ticket: string | undefined): Promise<Ticket<T>> {
  const held = ticket ? await readSigned(`${kind}+jwt`, ticket) : null;
  if (!held) throw new AppError("link_expired", "This took too long; begin again.");
  return held as Ticket<T>;
}

/** Marks a ticket as used, inside the transaction that acts on it. @throws link_expired when it was used before */
export async function spendTicket(ctx: Ctx, ticket: { jti: string; exp: number }): Promise<void> {
  const [first] = await ctx.sql`
    insert into spent_ticket (tenant_id, ticket_id, expires_at) values (${ctx.tenantId}, ${ticket.jti}, ${new Date(ticket.exp * 1000)})
    on conflict do nothing returning 1`;
  if (!first) throw new AppError("link_expired", "This was used already; begin again.");
}
