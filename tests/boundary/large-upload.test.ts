import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Business, openServer, type ServerUnderTest } from "./open-server.ts";

let under: ServerUnderTest;
let business: Business;
beforeAll(async () => {
  under = await openServer();
  business = await under.openBusiness("large");
});
afterAll(() => under?.close());

const megabyte = 1024 * 1024;
const line = "INV1,2026-01-05,KURTA-IND-M,2,1299.00\n";
const chunk = Buffer.from(line.repeat(Math.ceil(megabyte / line.length)).slice(0, megabyte));

/** Uploads so many megabytes of CSV, as fast as they are taken. */
function upload(megabytes: number): Promise<{ status: number; body: { code?: string; detail?: string } }> {
  const boundary = "selvedge-boundary";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="history.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const req = httpRequest(
      `${under.server.origin}/v1/imports`,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${business.token}`,
          "content-type": `multipart/form-data; boundary=${boundary}`,
        },
      },
      (res) => {
        let text = "";
        res.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        res.on("end", () => resolve({ status: res.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    req.on("error", reject);
    req.write(head);
    let left = megabytes;
    const more = (): void => {
      while (left > 0) {
        left -= 1;
        if (!req.write(chunk)) {
          req.once("drain", more);
          return;
        }
      }
      req.end(`\r\n--${boundary}--\r\n`);
    };
    more();
  });
}

test("a file of 200 MB is refused in words, nothing of it is kept, and memory stays flat", async () => {
  const before = process.memoryUsage().rss;
  const { status, body } = await upload(200);
  expect(status).toBe(413);
  expect(body).toMatchObject({ code: "payload_too_large", detail: expect.stringContaining("compress it") });
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * megabyte);
  const list = await business.send("GET", "/v1/imports").then((res) => res.json());
  expect(list).toMatchObject({ items: [] });
}, 60_000);
