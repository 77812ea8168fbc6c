import type { Endpoint, InputOf, OutputOf, Problem } from "@selvedge/contract";
import { openServer, type ServerUnderTest } from "../../../../../../tests/boundary/open-server.ts";
import { openPool, type Sql } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";

/** A browser of a test: keeps its cookie and its access token, and answers problems instead of throwing them. */
export interface Browser {
  cookie: string | null;
  token: string | null;
  call<E extends Endpoint>(door: E, input: InputOf<E>): Promise<OutputOf<E>>;
  /** The problem that a call is answered with; fails when it is answered with success. */
  refused<E extends Endpoint>(door: E, input: InputOf<E>): Promise<Problem>;
  /** Keeps the session's access token. */
  enter<E extends Endpoint>(door: E, input: InputOf<E>): Promise<OutputOf<E>>;
}

export interface SignInWorld {
  server: ServerUnderTest;
  admin: Sql;
  browser(headers?: Record<string, string>): Browser;
  /** The newest mail to an address, and what follows the "#" in it. */
  newestMail(address: string): Promise<{ token: string; subject: string; text: string; count: number }>;
  /** Moves the server's clock by so many minutes from now. */
  travel(minutes: number): void;
  /** The server's clock stands until the next travel: a busy machine must not wait a lock-out of seconds out. */
  stopClock(): void;
  close(): Promise<void>;
}

/** @param settings of the program, beside those of every test */
export async function openSignInWorld(settings: Record<string, string> = {}): Promise<SignInWorld> {
  const server = await openServer("api", settings);
  const admin = openPool(server.database.adminUrl, { max: 2 });
  return {
    server,
    admin,
    browser: (headers = {}) => aBrowser(server.server.origin, headers),
    async newestMail(address) {
      const rows = await admin<{ subject: string; text_body: string }[]>`
        select subject, text_body from mail where to_address = ${address} order by id desc`;
      const token = /#(\S+)/.exec(rows[0]?.text_body ?? "")?.[1] ?? "";
      return { token, subject: rows[0]?.subject ?? "", text: rows[0]?.text_body ?? "", count: rows.length };
    },
    stopClock() {
      const stood = new Date();
      server.server.runtime.now = () => stood;
    },
    travel(minutes) {
      server.server.runtime.now = () => new Date(Date.now() + minutes * 60_000);
    },
    async close() {
      await admin.end({ timeout: 1 });
      await server.close();
    },
  };
}

function aBrowser(origin: string, headers: Record<string, string>): Browser {
  const browser: Browser = {
    cookie: null,
    token: null,
    async call(door, input) {
      const { ok, body } = await send(door, input as Record<string, unknown>);
      if (!ok) throw new Error(JSON.stringify(body));
      return body as never;
    },
    async refused(door, input) {
      const { ok, body } = await send(door, input as Record<string, unknown>);
      if (ok) throw new Error(`${door.name} was not refused: ${JSON.stringify(body)}`);
      return body as Problem;
    },
    async enter(door, input) {
      const session = await browser.call(door, input);
      browser.token = (session as { accessToken: string }).accessToken;
      return session;
    },
  };
  async function send(door: Endpoint, input: Record<string, unknown>) {
    const rest = { ...input };
    const path = door.path.replace(/:(\w+)/g, (_, key: string) => {
      const value = String(rest[key]);
      delete rest[key];
      return value;
    });
    const inQuery = door.method === "GET" || door.method === "DELETE";
    const query = inQuery ? `?${new URLSearchParams(rest as Record<string, string>)}` : "";
    const response = await fetch(`${origin}${path}${query}`, {
      method: door.method,
      headers: {
        ...headers,
        ...(inQuery ? {} : { "content-type": "application/json" }),
        ...(browser.token ? { authorization: `Bearer ${browser.token}` } : {}),
        ...(browser.cookie ? { cookie: browser.cookie } : {}),
        "idempotency-key": newId(),
      },
      ...(inQuery ? {} : { body: JSON.stringify(rest) }),
    });
    const set = response.headers.getSetCookie().find((c) => c.startsWith("selvedge_refresh="));
    if (set) browser.cookie = set.split(";")[0]!;
    return { ok: response.ok, body: (await response.json()) as unknown };
  }
  return browser;
}
