import { buildAdmin, buildTill } from "../../scripts/start/build-admin.ts";
import { buildStorefront } from "../../scripts/start/build-storefront.ts";
import { unpackChromium } from "./chromium.ts";

/** Set-up of the journeys, once before their files run at the same time: the apps as people get them, and a browser to open them in. */
export default async function setUp(): Promise<void> {
  await unpackChromium();
  await buildAdmin();
  await buildTill();
  await buildStorefront("beside");
}
