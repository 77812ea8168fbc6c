import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type LuaEngine, LuaFactory } from "wasmoon";
import type { TestRedis } from "./redis.ts";

/**
 * Speaks Redis's protocol (RESP) for machines that have no Redis: one thread that takes one command after the other and
 * runs scripts in a real Lua, so that what is atomic in Redis is atomic here. It knows the few commands that counting needs.
 */
export async function openRedisStandIn(port = 0): Promise<TestRedis> {
  const kept = new Map<string, { value: number; expiresAt: number | null }>();
  const lua = await new LuaFactory().createEngine();
  const at = (key: string) => {
    const found = kept.get(key);
    if (!found || found.expiresAt === null || found.expiresAt > Date.now()) return found;
    kept.delete(key);
    return undefined;
  };
  const commands: Record<string, (...words: string[]) => Reply> = {
    set(key, value, ...options) {
      const named = options.map((word) => String(word).toUpperCase());
      if (named.includes("NX") && at(key)) return null;
      const seconds = named.indexOf("EX");
      kept.set(key, {
        value: Number(value),
        expiresAt: seconds === -1 ? null : Date.now() + Number(named[seconds + 1]) * 1000,
      });
      return "OK";
    },
    incrby(key, by) {
      const found = at(key) ?? { value: 0, expiresAt: null };
      kept.set(key, { ...found, value: found.value + Number(by) });
      return found.value + Number(by);
    },
    pttl(key) {
      const found = at(key);
      return found ? (found.expiresAt === null ? -1 : found.expiresAt - Date.now()) : -2;
    },
    expire(key, seconds) {
      const found = at(key);
      if (found) found.expiresAt = Date.now() + Number(seconds) * 1000;
      return found ? 1 : 0;
    },
    eval(script, count, ...rest) {
      return runScript(lua, script, rest.slice(0, Number(count)), rest.slice(Number(count)));
    },
    client: () => "OK",
    ping: () => "PONG",
  };
  const run = (words: string[]): Reply => {
    const command = commands[words[0]?.toLowerCase() ?? ""];
    return command ? command(...words.slice(1)) : new Error(`ERR unknown command '${words[0]}'`);
  };
  // To a script nothing is false, as Redis has it.
  lua.global.set("call", (...words: (string | number)[]) => run(words.map(String)) ?? false);
  lua.doStringSync("redis = { call = call }");
  const state = { isHanging: false };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => serve(socket, sockets, run, state));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang: () => {
      state.isHanging = true;
    },
    goOn: () => {
      state.isHanging = false;
      for (const socket of sockets) socket.emit("go on");
    },
    stop: () => close(server, sockets),
  };
}

type Reply = string | number | null | Error | Reply[];

function runScript(lua: LuaEngine, script: string, keys: string[], args: string[]): Reply {
  lua.global.set("KEYS", keys);
  lua.global.set("ARGV", args);
  const result: unknown = lua.doStringSync(script);
  return result as Reply;
}

function serve(socket: Socket, sockets: Set<Socket>, run: (words: string[]) => Reply, state: { isHanging: boolean }) {
  let unread = "";
  const answer = () => {
    if (state.isHanging) return;
    for (let read = readCommand(unread); read; read = readCommand(unread)) {
      unread = unread.slice(read.length);
      socket.write(written(run(read.words)));
    }
  };
  sockets.add(socket);
  socket.setEncoding("latin1").on("data", (text: string) => {
    unread += text;
    answer();
  });
  socket.on("go on", answer);
  socket.on("error", () => {});
  socket.on("close", () => sockets.delete(socket));
}

/** The first command of a text such as `*2\r\n$3\r\nGET\r\n$1\r\na\r\n`; null while it is not whole. */
function readCommand(text: string): { words: string[]; length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  const words: string[] = [];
  let at = head[0].length;
  for (let i = 0; i < Number(head[1]); i += 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at, at + 16));
    if (!size) return null;
    const begin = at + size[0].length;
    at = begin + Number(size[1]) + 2;
    if (text.length < at) return null;
    words.push(text.slice(begin, at - 2));
  }
  return { words, length: at };
}

function written(reply: Reply): string {
  if (reply === null) return "$-1\r\n";
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  if (typeof reply === "number") return `:${Math.round(reply)}\r\n`;
  if (Array.isArray(reply)) return `*${reply.length}\r\n${reply.map(written).join("")}`;
  return reply === "OK" || reply === "PONG" ? `+${reply}\r\n` : `$${reply.length}\r\n${reply}\r\n`;
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
