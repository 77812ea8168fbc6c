import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** How this machine's shell is set: by its command line, the environment, and what it was told before. */
export interface ShellSettings {
  server: string | null;
  /** The whole screen, without a way out but the keyboard's. */
  kiosk: boolean;
}

/** The origin that somebody typed: `shop.example` means https, except on this machine itself. @returns null when it is none */
export function serverOrigin(typed: string): string | null {
  const text = typed.trim();
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(text);
  const address = /^[a-z]+:\/\//i.test(text) ? text : `${isHere ? "http" : "https"}://${text}`;
  if (text === "" || !URL.canParse(address)) return null;
  const { protocol, origin, username, password } = new URL(address);
  return (protocol === "https:" || protocol === "http:") && !username && !password ? origin : null;
}

/** `--server=ADDRESS` and `--kiosk` over SELVEDGE_SERVER over what is remembered in the file. */
export function readShellSettings(
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ShellSettings {
  const flag = argv.find((word) => word.startsWith("--server="))?.slice("--server=".length);
  const wanted = flag ?? env["SELVEDGE_SERVER"];
  const known = readKnown(file);
  return { server: wanted === undefined ? known : (serverOrigin(wanted) ?? known), kiosk: argv.includes("--kiosk") };
}

/** A file that is missing or damaged is as if nothing had been told: the till asks again. */
function readKnown(file: string): string | null {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    const server = (kept as { server?: unknown } | null)?.server;
    return typeof server === "string" ? serverOrigin(server) : null;
  } catch {
    return null;
  }
}

/** Written beside and moved over: a power cut leaves the old file or the new one. */
export function rememberServer(file: string, server: string): void {
  writeFileSync(`${file}.new`, JSON.stringify({ server }));
  renameSync(`${file}.new`, file);
}

/** Asks whether a server of ours answers there. @returns the origin it answers from, or what is wrong in words */
export async function findServer(
  typed: string,
  doFetch: typeof fetch,
): Promise<{ origin: string } | { problem: string }> {
  const wanted = serverOrigin(typed);
  if (!wanted) return { problem: "This is no address; type it as in a browser, such as https://shop.example" };
  try {
    // A door for paired tills only: who is none is told so, in our own words for it.
    const answer = await doFetch(`${wanted}/v1/till/head`, { signal: AbortSignal.timeout(10_000) });
    const problem = (await answer.json().catch(() => null)) as { code?: unknown } | null;
    if (answer.status !== 401 || problem?.code !== "not_signed_in") {
      return { problem: `${wanted} answers, but it is no Selvedge server.` };
    }
    // A proxy may have sent us on, from http to https.
    return { origin: answer.url ? new URL(answer.url).origin : wanted };
  } catch {
    return { problem: `${wanted} does not answer; look at the address and the network.` };
  }
}
