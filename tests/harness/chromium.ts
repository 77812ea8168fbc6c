import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";

/**
 * The Chromium that comes with the packages, nothing of the machine's. Not with the arguments that its package proposes: those are
 * for a cloud function without processes of its own, draw through a GPU made of software, which stalls a page for seconds on a
 * busy machine, and put web security off, which tests are to meet as people do.
 */
const args = [
  // Tests run as root on many machines.
  "--no-sandbox",
  "--disable-gpu",
  // The same widths of text on every machine.
  "--font-render-hinting=none",
  "--disable-background-networking",
  "--no-pings",
];

/** Unpacks the browser where this machine keeps it, if it is not there; not safe for two at the same time. */
export const unpackChromium = (): Promise<string> => sparticuz.executablePath();

/** A browser of its own, without a memory. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await unpackChromium(), args, headless: true });
}

/** A browser that keeps what it learns in a folder, as an installed app's does. */
export async function launchChromiumAt(profile: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...options,
    ...{ executablePath: await unpackChromium(), args, headless: true },
  });
}
