import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Where the address stands for pages and forms; whatever a visitor sends under this name is written over. */
const HEADER = "x-visitor-address";
const IN_THE_CLEAR = "x-visitor-in-the-clear";

/** Networks that have a name of their own, as in the server's TRUST_PROXY. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** The networks of TRUST_PROXY; what is no address is left out, since the server has refused it at its own start. */
export function proxiesOf(setting: string): BlockList {
  const list = new BlockList();
  for (const one of setting.split(",").flatMap((word) => named[word.trim()] ?? [word.trim()])) {
    const [address = "", bits] = one.split("/");
    if (isIP(address) === 0) continue;
    const kind = isIPv6(address) ? "ipv6" : "ipv4";
    list.addSubnet(address, bits === undefined ? (kind === "ipv6" ? 128 : 32) : Number(bits), kind);
  }
  return list;
}

/** Who visits: the connection's other end, or, where that is a proxy of ours, the last one that came to it and is none. */
export function visitorAddress(connection: string, forwarded: string, proxies: BlockList): string {
  const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  const way = [...forwarded.split(",").map(plain).filter(Boolean), plain(connection)];
  while (way.length > 1 && isProxy(way.at(-1)!)) way.pop();
  return way.at(-1)!;
}

/**
 * Whether a proxy of ours says that the visitor came to it by plain http. A visitor who says so without one is taken at
 * their word, which harms nobody else.
 */
export function cameInTheClear(forwardedProto: string): boolean {
  return forwardedProto.split(",").at(-1)!.trim() === "http";
}

/** Writes the visitor's address, and whether they came in the clear, into every request before anything else looks at it. */
export function tellAddresses(): void {
  const proxies = proxiesOf(process.env["TRUST_PROXY"] ?? "");
  const isBehindProxy = Boolean(process.env["TRUST_PROXY"]);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const headers: IncomingHttpHeaders = request.headers;
    const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",");
    headers[HEADER] = visitorAddress(request.socket.remoteAddress ?? "", forwarded, proxies);
    const proto = [headers["x-forwarded-proto"] ?? []].flat().join(",");
    headers[IN_THE_CLEAR] = isBehindProxy && cameInTheClear(proto) ? "yes" : "";
  });
}
