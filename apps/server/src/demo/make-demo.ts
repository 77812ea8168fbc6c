import { type Runtime, systemActor } from "../platform/context.ts";
import { openDoors } from "../platform/doors.ts";
import type { Operation } from "../platform/runner.ts";
import { buildMasters, demoPassword, demoPeople } from "./build-masters.ts";
import { setReorderPoints } from "./finish-stock.ts";
import { openDemoShop } from "./open-demo-shop.ts";
import { placeLiveOrders } from "./place-live-orders.ts";
import { postJournals } from "./post-journals.ts";
import { postTrade } from "./post-trade.ts";
import { type DemoWorld, simulateTrade } from "./simulate.ts";
import { startLearning } from "./start-learning.ts";
import { firstDayOf } from "./truth.ts";

export interface DemoRequest extends DemoWorld {
  slug: string;
  /** Told what is being done, with how much of it is done (0 to 1). */
  tell: (phase: string, share: number) => void;
}

export interface MadeDemo {
  tenantId: string;
  slug: string;
  people: { role: string; email: string; password: string }[];
  orderLines: number;
}

/** What the demo needs of the program: its doors and its sign-up. */
export interface DemoProgram {
  operations: readonly Operation[];
  signUp: Operation;
}

/** Makes the demo company: a garment label in India with two years of trade ending on `endsOn`. */
export async function makeDemo(runtime: Runtime, program: DemoProgram, request: DemoRequest): Promise<MadeDemo> {
  const { tell, slug } = request;
  tell("Inventing two years of trade", 0);
  const trade = simulateTrade(request);
  tell("Inventing two years of trade", 1);
  const owner = demoPeople[0];
  const { tenantId } = (await program.signUp.execute(
    runtime,
    { tenantId: null, actor: systemActor, requestId: "demo" },
    {
      ...{ slug, name: "Kora Garments", legalName: "Kora Garments Private Limited", country: "IN", state: "MH" },
      ...{ taxNumber: "27AAPFU0939F1ZV", currency: "INR", locale: "en-IN", timeZone: "Asia/Kolkata" },
      owner: { name: owner.name, email: owner.email, password: demoPassword(owner) },
    },
  )) as { tenantId: string };
  const doors = openDoors(runtime, program.operations, tenantId);
  const masters = await buildMasters(doors, trade, request.endsOn, (share) => tell("Styles, prices, people", share));
  await postTrade(doors, trade, masters, (share) => tell("Posting the trade", share));
  tell("Journals, reorder points, today's orders", 0);
  await doors.step("demo.journals", (ctx) =>
    postJournals(ctx, firstDayOf(request.endsOn), request.endsOn, request.scale),
  );
  await setReorderPoints(doors, trade, masters);
  await doors.step("demo.learning", (ctx) => startLearning(ctx, request.endsOn));
  await placeLiveOrders(doors, trade, masters, request.seed);
  await openDemoShop(doors, masters, request.endsOn);
  tell("Journals, reorder points, today's orders", 1);
  return {
    ...{ tenantId, slug },
    people: demoPeople.map((person) => ({ role: person.role, email: person.email, password: demoPassword(person) })),
    orderLines: trade.documents.reduce((sum, d) => sum + (d.kind === "sale" ? d.lines.length : 0), 0),
  };
}
