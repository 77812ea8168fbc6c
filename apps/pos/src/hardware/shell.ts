import type { TillShell } from "../../electron/bridge.ts";

/** The desktop program around the till, where there is one; in a browser null. */
export const shell = (): TillShell | null => (globalThis as { selvedgeShell?: TillShell }).selvedgeShell ?? null;

/** Where the live feed is: beside the page, or at the server that the shell belongs to. Null while none is known. */
export async function feedAddress(): Promise<string | null> {
  const around = shell();
  const origin = around ? await around.server() : location.origin;
  return origin && `${origin.replace(/^http/, "ws")}/v1/feed`;
}
