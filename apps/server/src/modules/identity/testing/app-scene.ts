import { partyApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { registerTestApp, type ThirdPartyApp } from "./an-app.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "./sign-in-client.ts";

export const PASSWORD = "correct horse battery";

/** A business with an owner, a clerk, and an app that may ask them. */
export interface AppScene {
  owner: Browser;
  asha: { id: string; email: string; browser: Browser };
  app: ThirdPartyApp;
  /** A person allows an app, which redeems its code: its tokens, and the program that has them. */
  connect(
    person?: Browser,
    by?: ThirdPartyApp,
  ): Promise<{ access_token: string; refresh_token: string; program: Browser }>;
}

async function openAppScene(world: SignInWorld): Promise<AppScene> {
  const slug = `a${newId().slice(-10)}`;
  await world.server.openBusiness(slug);
  const owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: `owner@${slug}.example`, password: PASSWORD });
  const email = `${newId()}@x.example`;
  const { id } = await owner.call(tenancyApi.createUser, { name: "Asha", email, password: PASSWORD, roles: ["clerk"] });
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  const app = await registerTestApp(world.server.server.origin, owner);
  return {
    owner,
    asha: { id, email, browser },
    app,
    async connect(person = browser, by = app) {
      const { body } = await by.redeem(await by.askedBy(person));
      return { ...body, program: programOf(world, body.access_token) };
    },
  };
}

export interface AppStage extends AppScene {
  world: SignInWorld;
  origin: string;
}

/** A server for the tests of a file, and for each of them a scene of its own: what is read of it is that of the test at work. */
export function setAppStage(): AppStage {
  const stage = {} as AppStage;
  beforeAll(async () => {
    stage.world = await openSignInWorld();
    stage.origin = stage.world.server.server.origin;
  });
  afterAll(() => stage.world?.close());
  beforeEach(async () => {
    stage.world.travel(0);
    Object.assign(stage, await openAppScene(stage.world));
  });
  return stage;
}

/** A program that sends this access token. */
export function programOf(world: SignInWorld, token: string): Browser {
  const program = world.browser();
  program.token = token;
  return program;
}

export const works = (program: Browser) => program.call(partyApi.listCustomers, {});

export const isOut = async (program: Browser) =>
  expect((await program.refused(partyApi.listCustomers, {})).code).toBe("not_signed_in");
