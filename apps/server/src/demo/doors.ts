import type { Endpoint, InputOf, OutputOf } from "@selvedge/contract";
import { type Actor, type Ctx, type Runtime, systemActor } from "../platform/context.ts";
import { newId } from "../platform/ids.ts";
import { inTransaction, type Operation } from "../platform/runner.ts";

/** The demo's hands: the product's own doors, and steps in transactions of the runner. */
export interface Doors {
  tenantId: string;
  /**
   * @param actor who calls; the system when left out
   * @throws AppError as the door does
   */
  run<E extends Endpoint>(endpoint: E, input: InputOf<E>, actor?: Actor): Promise<OutputOf<E>>;
  step<T>(name: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

export function openDoors(runtime: Runtime, operations: readonly Operation[], tenantId: string): Doors {
  const call = () => ({ tenantId, actor: systemActor, requestId: `demo-${newId()}` });
  return {
    tenantId,
    async run<E extends Endpoint>(endpoint: E, input: InputOf<E>, actor = systemActor) {
      const door = operations.find((o) => o.endpoint.name === endpoint.name);
      if (!door) throw new Error(`no module serves ${endpoint.name}`);
      return (await door.execute(runtime, { ...call(), actor }, input)) as OutputOf<E>;
    },
    step: (name, work) => inTransaction(runtime, call(), { name }, work),
  };
}
