import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findGaps, type LockedPackage } from "../../scripts/complete-lock.mjs";

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as {
  packages: Record<string, LockedPackage>;
};

describe("the lock file", () => {
  test("has every build for other systems, so that npm ci takes it (node scripts/complete-lock.mjs adds them)", () => {
    expect(findGaps(lock.packages)).toEqual([]);
  });

  test("carries no download address, so that it works with every registry", () => {
    const addresses = Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.includes("://"));
    expect(addresses).toEqual([]);
  });
});

describe("a missing build", () => {
  test("is added with the system that its name tells", () => {
    const packages = {
      "node_modules/core": {
        dev: true,
        optionalDependencies: {
          "@core/linux-arm64-musl": "1.2.3",
          "@core/win32-x64-msvc": "1.2.3",
          "@core/wasm32-wasi": "1.2.3",
        },
      },
      "node_modules/core/node_modules/@core/win32-x64-msvc": { version: "1.2.3" },
    };
    expect(findGaps(packages)).toEqual([
      [
        "node_modules/@core/linux-arm64-musl",
        { version: "1.2.3", dev: true, optional: true, cpu: ["arm64"], os: ["linux"], libc: ["musl"] },
      ],
      ["node_modules/@core/wasm32-wasi", { version: "1.2.3", dev: true, optional: true, cpu: ["wasm32"] }],
    ]);
  });

  test("whose name tells no system is an error, not a guess", () => {
    const packages = { "node_modules/core": { optionalDependencies: { fsevents: "2.0.0" } } };
    expect(() => findGaps(packages)).toThrow(/fsevents is missing from package-lock\.json/);
  });
});
