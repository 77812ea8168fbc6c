import { mailApi, tenancyApi } from "@selvedge/contract";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { type Actor, systemActor } from "../context.ts";
import { newId } from "../ids.ts";
import type { JobContext } from "../jobs.ts";
import { inTransaction } from "../runner.ts";
import { deliverMail } from "./deliver-mail.ts";
import { composeMail, openMail, queueMail } from "./index.ts";

let world: TestWorld;
let shop: TestTenant;
/** What the SMTP server of the test took, and what it answers instead of taking it. */
const taken: { from: string; to: string[]; raw: string }[] = [];
let refusal: { code: number; message: string } | null = null;
let smtp: SMTPServer;
let smtpUrl: string;

beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant({ name: "Indigo & Co" });
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(_address, _session, done) {
      if (refusal) done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
      else done();
    },
    onData(stream, session, done) {
      let raw = "";
      stream.on("data", (chunk) => {
        raw += chunk;
      });
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map((r) => r.address), raw });
        done();
      });
    },
  });
  const server = smtp.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  smtpUrl = `smtp://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterEach(() => {
  openMail(null, "no-reply@localhost");
  refusal = null;
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await world.close();
});

const hello = (subject = "Hello", more: { private?: boolean } = {}) =>
  shop.step((ctx) =>
    queueMail(ctx, {
      to: { address: "asha@example.com", name: "Asha" },
      subject,
      ...composeMail(ctx, {
        title: "A <b>title</b>",
        body: ["Fish & chips"],
        action: { label: "Open", url: "https://example.com/?a=1&b=2" },
      }),
      about: { type: "tenant", id: shop.tenantId },
      ...more,
    }),
  );

const aJob = (): JobContext => ({
  tenantId: shop.tenantId,
  runtime: world.runtime,
  signal: new AbortController().signal,
  transaction: (work) =>
    inTransaction(
      world.runtime,
      { tenantId: shop.tenantId, actor: systemActor, requestId: "job-test" },
      { name: "mail.deliver" },
      work,
    ),
});
const deliver = (mailId: string) => deliverMail(aJob(), { mailId });
const read = (id: string, actor?: Actor) => shop.run(mailApi.getMail, { id }, actor ? { actor } : {});
const waiting = async (mailId: string) => {
  const rows = await world.admin<{ n: number }[]>`
    select count(*)::int as n from graphile_worker._private_jobs where payload->'payload'->>'mailId' = ${mailId}`;
  return rows[0]!.n;
};

test("keeps a mail in the mail box when there is no mail server", async () => {
  const id = await hello("Kept");
  const mail = await read(id);
  expect(mail).toMatchObject({ status: "kept", toAddress: "asha@example.com", toName: "Asha", subject: "Kept" });
  expect(mail.text).toContain("Fish & chips");
  expect(mail.html).toContain("A &#60;b&#62;title");
  expect(mail.html).toContain("Fish &#38; chips");
  expect(await waiting(id)).toBe(0);
});

test("a mail of a transaction that is rolled back was never written", async () => {
  openMail(smtpUrl, "shop@example.com");
  const subject = `Rolled back ${newId()}`;
  await expect(
    shop.step(async (ctx) => {
      await queueMail(ctx, { to: { address: "a@example.com" }, subject, text: "x", html: "x", about: null });
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect((await shop.run(mailApi.listMails, { q: subject })).items).toEqual([]);
});

test("delivers by SMTP, in the business's name, and records it", async () => {
  openMail(smtpUrl, "shop@example.com");
  const id = await hello("Delivered\r\nBcc: thief@example.com");
  expect(await read(id)).toMatchObject({ status: "queued" });
  expect(await waiting(id)).toBe(1);
  await deliver(id);
  const sent = taken.at(-1)!;
  expect(sent).toMatchObject({ from: "shop@example.com", to: ["asha@example.com"] });
  expect(sent.raw).toMatch(/From: "?Indigo & Co"? <shop@example.com>/);
  expect(sent.raw).toContain("Subject: Delivered Bcc: thief@example.com");
  expect(sent.raw).toContain(`Message-ID: <${id}@example.com>`);
  expect(await read(id)).toMatchObject({ status: "sent", attempts: 1 });
  const before = taken.length;
  await deliver(id);
  expect(taken.length).toBe(before);
});

test("tries again what may pass, and gives up at once what never will", async () => {
  openMail(smtpUrl, "shop@example.com");
  refusal = { code: 451, message: "try later" };
  const id = await hello("Later");
  await expect(deliver(id)).rejects.toThrow("try later");
  expect(await read(id)).toMatchObject({
    status: "queued",
    attempts: 1,
    lastError: expect.stringContaining("try later"),
  });
  refusal = { code: 550, message: "no such mailbox" };
  await deliver(id);
  expect(await read(id)).toMatchObject({
    status: "failed",
    attempts: 2,
    lastError: expect.stringContaining("no such mailbox"),
  });
  refusal = null;
  await shop.run(mailApi.sendMailAgain, { id });
  await deliver(id);
  expect(await read(id)).toMatchObject({ status: "sent", lastError: null });
  await expect(shop.run(mailApi.sendMailAgain, { id })).rejects.toMatchObject({ code: "wrong_state" });
});

test("an unreachable mail server leaves the mail waiting, and the tenth failure ends it", async () => {
  openMail("smtp://127.0.0.1:1", "shop@example.com");
  const id = await hello("Nobody there");
  for (let n = 1; n < 10; n += 1) await expect(deliver(id)).rejects.toThrow();
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 9 });
  await deliver(id);
  expect(await read(id)).toMatchObject({ status: "failed", attempts: 10 });
});

test("a private mail is read only by who runs the business, and is blank once it has left", async () => {
  const reader: Actor = { type: "user", id: newId(), permissions: new Set(["tenancy.mail.read"]) };
  const owner: Actor = {
    type: "user",
    id: newId(),
    permissions: new Set(["tenancy.mail.read", "tenancy.settings.change", "identity.user.change"]),
  };
  const kept = await hello("Link", { private: true });
  expect(await read(kept, reader)).toMatchObject({ readable: false, text: "", html: "" });
  expect((await read(kept, owner)).text).toContain("https://example.com/?a=1&b=2");
  openMail(smtpUrl, "shop@example.com");
  const sent = await hello("Link", { private: true });
  await deliver(sent);
  expect(taken.at(-1)!.raw).toContain("example.com");
  expect(await read(sent, owner)).toMatchObject({ readable: false, text: "", html: "" });
});

test("lists the newest first, by pages, status and what they are of", async () => {
  const about = newId();
  const ids = [];
  for (let n = 0; n < 3; n += 1) {
    ids.push(
      await shop.step((ctx) =>
        queueMail(ctx, {
          to: { address: "l@example.com" },
          subject: `L${n}`,
          text: "x",
          html: "x",
          about: { type: "invoice", id: about },
        }),
      ),
    );
  }
  const first = await shop.run(mailApi.listMails, { aboutId: about, limit: 2 });
  const second = await shop.run(mailApi.listMails, { aboutId: about, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map((m) => m.id)).toEqual(ids.toReversed());
  expect((await shop.run(mailApi.listMails, { aboutId: about, status: "sent" })).items).toEqual([]);
  const other = await world.openTenant();
  await expect(other.run(mailApi.getMail, { id: ids[0]! })).rejects.toMatchObject({ code: "not_found" });
  expect((await other.run(tenancyApi.getTenant, {})).id).not.toBe(shop.tenantId);
});
