import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { findServer, readShellSettings, rememberServer, serverOrigin } from "./shell-settings.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "till-shell-"));
  file = path.join(folder, "till-shell.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  ["shop.example", "https://shop.example"],
  [" https://shop.example/till/ ", "https://shop.example"],
  ["http://192.168.1.10:8000", "http://192.168.1.10:8000"],
  ["127.0.0.1:8000", "http://127.0.0.1:8000"],
  ["localhost", "http://localhost"],
  ["ftp://shop.example", null],
  ["https://user:secret@shop.example", null],
  ["javascript:alert(1)", null],
  ["", null],
] as const)("reads the address %s as %s", ([typed, origin]) => {
  expect(serverOrigin(typed)).toBe(origin);
});

describe("settings", () => {
  it("go by the command line, then the environment, then what was told before", () => {
    rememberServer(file, "https://kept.example");
    const env = { SELVEDGE_SERVER: "env.example" };
    expect(readShellSettings(file, ["till", "--server=flag.example", "--kiosk"], env)).toEqual({
      server: "https://flag.example",
      kiosk: true,
    });
    expect(readShellSettings(file, [], env)).toEqual({ server: "https://env.example", kiosk: false });
    expect(readShellSettings(file, [], {}).server).toBe("https://kept.example");
    expect(readShellSettings(file, ["--server=:::"], {}).server).toBe("https://kept.example");
  });

  it("are as new when the file is missing, cut off, or holds something else", () => {
    expect(readShellSettings(file, [], {}).server).toBeNull();
    for (const damage of ['{"server":', "null", '{"server":"file:///till"}', '{"server":7}']) {
      writeFileSync(file, damage);
      expect(readShellSettings(file, [], {}).server).toBeNull();
    }
    rememberServer(file, "https://new.example");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ server: "https://new.example" });
  });
});

describe("looking for the server", () => {
  let server: Server | null = null;
  afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));
  const answering = async (status: number, body: string) => {
    server = createServer((_request, answer) => answer.writeHead(status).end(body));
    await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it("knows ours by what it says to a till that is not paired", async () => {
    const origin = await answering(401, JSON.stringify({ code: "not_signed_in", title: "Sign in first" }));
    expect(await findServer(origin, fetch)).toEqual({ origin });
  });

  it("says of another program, of silence and of nonsense what is wrong", async () => {
    const origin = await answering(200, "<h1>It works</h1>");
    expect(await findServer(origin, fetch)).toEqual({ problem: `${origin} answers, but it is no Selvedge server.` });
    expect(await findServer("http://127.0.0.1:1", fetch)).toMatchObject({
      problem: expect.stringMatching(/does not answer/),
    });
    expect(await findServer("what?", fetch)).toMatchObject({
      problem: expect.stringMatching(/no address|does not answer/),
    });
  });
});
