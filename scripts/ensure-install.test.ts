import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { findDisagreement } from "./ensure-install.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "selvedge-install-"));
  return () => rmSync(root, { recursive: true });
});

const wanted = {
  "": { name: "selvedge" },
  "packages/domain": { version: "0.1.0" },
  "node_modules/@selvedge/domain": { resolved: "packages/domain", link: true },
  "node_modules/zod": { version: "4.6.7" },
  "node_modules/only-on-windows": { version: "1.0.0", optional: true },
};
function put(installed: object | null): void {
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
  if (!installed) return;
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
}

test("a fresh clone has to be installed", () => {
  put(null);
  expect(findDisagreement(root)).toBe("no packages are installed");
});

test("nothing is done when everything that belongs on this system is there", () => {
  const { "node_modules/only-on-windows": _, ...rest } = wanted;
  put(rest);
  expect(findDisagreement(root)).toBeNull();
});

test("another version than the lock file's has to be replaced", () => {
  put({ ...wanted, "node_modules/zod": { version: "4.0.0" } });
  expect(findDisagreement(root)).toBe("node_modules/zod is at 4.0.0, 4.6.7 is wanted");
});

test("a missing package or workspace link has to be installed", () => {
  const { "node_modules/zod": _, ...rest } = wanted;
  put(rest);
  expect(findDisagreement(root)).toBe("node_modules/zod is missing");
  const { "node_modules/@selvedge/domain": __, ...unlinked } = wanted;
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: unlinked }));
  expect(findDisagreement(root)).toBe("node_modules/@selvedge/domain is missing");
});

test("packages without the pinned Node.js have to be installed again", () => {
  const withNode = { ...wanted, "node_modules/node": { version: "24.21.0" } };
  put(withNode);
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: withNode }));
  expect(findDisagreement(root)).toBe("the pinned Node.js is missing");
});
