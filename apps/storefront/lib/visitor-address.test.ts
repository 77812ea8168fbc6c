import { expect, test } from "vitest";
import { cameInTheClear, proxiesOf, visitorAddress } from "./visitor-address.ts";

const none = proxiesOf("");
const ours = proxiesOf("loopback, 10.0.0.0/8,2001:db8::/32, nonsense");

test("without a proxy of ours the connection's address counts, whatever the visitor says", () => {
  expect(visitorAddress("203.0.113.5", "198.51.100.1", none)).toBe("203.0.113.5");
  expect(visitorAddress("203.0.113.5", "198.51.100.1", ours)).toBe("203.0.113.5");
  expect(visitorAddress("::ffff:203.0.113.5", "", none)).toBe("203.0.113.5");
});

test("behind proxies of ours it is the last address that is none of them", () => {
  expect(visitorAddress("127.0.0.1", "198.51.100.1, 203.0.113.5", ours)).toBe("203.0.113.5");
  expect(visitorAddress("::1", "198.51.100.1, 203.0.113.5, 10.1.2.3", ours)).toBe("203.0.113.5");
  expect(visitorAddress("2001:db8::7", "2a00::5", ours)).toBe("2a00::5");
  expect(visitorAddress("127.0.0.1", "", ours)).toBe("127.0.0.1");
  expect(visitorAddress("127.0.0.1", "10.0.0.9", ours)).toBe("10.0.0.9");
  expect(visitorAddress("127.0.0.1", "evil, <script>", ours)).toBe("<script>");
});

test("the proxy next to us says whether a visitor came in the clear, whatever was said before it", () => {
  expect(cameInTheClear("http")).toBe(true);
  expect(cameInTheClear("https, http")).toBe(true);
  expect(cameInTheClear("http, https")).toBe(false);
  expect(cameInTheClear("")).toBe(false);
});
