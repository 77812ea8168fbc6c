import { createSocket, type Socket } from "node:dgram";
import { tenancyApi, tenantSiteApi } from "@selvedge/contract";
import { decode, encode } from "dns-packet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFiles } from "../../platform/files.ts";
import { findTenantByHost, openHosts } from "../../platform/tenant-host.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { openDns } from "./index.ts";

let world: TestWorld;
let kora: TestTenant;
let other: TestTenant;
let dns: Socket;
/** TXT records of the test's name server. */
const records = new Map<string, string[]>();

beforeAll(async () => {
  world = await openTestWorld();
  kora = await world.openTenant({ slug: "kora" });
  other = await world.openTenant({ slug: "other" });
  openFiles("/tmp/selvedge-host-test");
  openHosts("example.com");
  dns = createSocket("udp4");
  dns.on("message", (message, from) => {
    const asked = decode(message);
    const name = asked.questions?.[0]?.name ?? "";
    const found = records.get(name);
    dns.send(
      encode({
        type: "response",
        id: asked.id ?? 0,
        flags: found ? 0 : 3,
        questions: asked.questions ?? [],
        answers: (found ?? []).map((data) => ({ type: "TXT", name, ttl: 1, data })),
      }),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => dns.bind(0, "127.0.0.1", resolve));
  openDns([`127.0.0.1:${dns.address().port}`]);
});
afterAll(async () => {
  openDns(null);
  openHosts("localhost");
  dns.close();
  await world.close();
});

const found = async (host: string) => (await findTenantByHost(world.runtime, host))?.slug ?? null;

test("finds a business by its subdomain, whatever the port and the letters, and nobody else", async () => {
  expect(await found("kora.example.com")).toBe("kora");
  expect(await found("KORA.Example.com:8443")).toBe("kora");
  for (const host of [
    "example.com",
    "kora.example.org",
    "kora",
    "a.kora.example.com",
    "koraxexample.com",
    "",
    "'; drop",
    "..",
    "[::1]:80",
  ]) {
    expect(await found(host), host).toBeNull();
  }
});

test("an own domain counts once its DNS record is seen, and until it is taken away", async () => {
  const domain = await kora.run(tenantSiteApi.addDomain, { host: "Shop.Kora.Example" });
  expect(domain).toMatchObject({
    host: "shop.kora.example",
    recordName: "_selvedge.shop.kora.example",
    verifiedAt: null,
  });
  const missing = await kora.run(tenantSiteApi.verifyDomain, { id: domain.id });
  expect(missing).toMatchObject({ verifiedAt: null, lastError: expect.stringContaining("not found") });
  records.set(domain.recordName, ["v=spf1 -all", "selvedge-verification=somebody-elses"]);
  expect((await kora.run(tenantSiteApi.verifyDomain, { id: domain.id })).verifiedAt).toBeNull();
  expect(await found("shop.kora.example")).toBeNull();
  records.set(domain.recordName, ["v=spf1 -all", domain.recordValue]);
  const verified = await kora.run(tenantSiteApi.verifyDomain, { id: domain.id });
  expect(verified).toMatchObject({ verifiedAt: expect.any(String), lastError: null });
  expect(await found("shop.kora.example:443")).toBe("kora");
  await kora.run(tenantSiteApi.removeDomain, { id: domain.id });
  expect(await found("shop.kora.example")).toBeNull();
});

test("a domain is proved by one business only", async () => {
  const mine = await kora.run(tenantSiteApi.addDomain, { host: "fine.example" });
  const theirs = await other.run(tenantSiteApi.addDomain, { host: "fine.example" });
  records.set(mine.recordName, [mine.recordValue, theirs.recordValue]);
  await kora.run(tenantSiteApi.verifyDomain, { id: mine.id });
  await expect(other.run(tenantSiteApi.verifyDomain, { id: theirs.id })).rejects.toMatchObject({ code: "duplicate" });
  expect(await found("fine.example")).toBe("kora");
  await expect(kora.run(tenantSiteApi.addDomain, { host: "fine.example" })).rejects.toMatchObject({
    code: "duplicate",
  });
  await expect(other.run(tenantSiteApi.verifyDomain, { id: mine.id })).rejects.toMatchObject({ code: "not_found" });
});

test("an address of the installation cannot be claimed as an own domain", async () => {
  await expect(kora.run(tenantSiteApi.addDomain, { host: "other.example.com" })).rejects.toMatchObject({
    code: "validation_failed",
  });
});

test("no name server is said plainly", async () => {
  const domain = await kora.run(tenantSiteApi.addDomain, { host: "slow.example" });
  openDns(["127.0.0.1:1"]);
  const seen = await kora.run(tenantSiteApi.verifyDomain, { id: domain.id });
  openDns([`127.0.0.1:${dns.address().port}`]);
  expect(seen.lastError).toContain("No name server answered");
}, 30_000);

test("name, colour and logo of a business are read by its host", async () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await expect(
    kora.run(tenantSiteApi.setLogo, { picture: `data:image/jpeg;base64,${png.toString("base64")}` }),
  ).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "picture" }] });
  const { logoUrl } = await kora.run(tenantSiteApi.setLogo, {
    picture: `data:image/png;base64,${png.toString("base64")}`,
  });
  await kora.run(tenancyApi.changeTenant, { accent: "#0f766e" });
  expect(await kora.run(tenantSiteApi.getSite, { host: "kora.example.com" })).toMatchObject({
    tenantId: kora.tenantId,
    accent: "#0f766e",
    logoUrl,
  });
  expect((await kora.run(tenancyApi.getTenant, {})).logoUrl).toBe(logoUrl);
  expect(await kora.run(tenantSiteApi.setLogo, { picture: null })).toEqual({ logoUrl: null });
  expect((await kora.run(tenantSiteApi.getSite, { host: "other.example.com" })).tenantId).toBe(other.tenantId);
  await expect(kora.run(tenantSiteApi.getSite, { host: "nobody.example.com" })).rejects.toMatchObject({
    code: "not_found",
  });
});
