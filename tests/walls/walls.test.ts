import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { beforeEach, describe, expect, test } from "vitest";
import configuration, { arrows } from "../../.dependency-cruiser.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "selvedge-walls-"));
  return () => rmSync(root, { recursive: true });
});

/** Files of a make-believe workspace: each path with what it imports, as written. */
type Tree = Record<string, string[]>;

/** Builds the workspace, runs the project's rules over it, and gives each broken rule with its two ends. */
async function findViolations(tree: Tree): Promise<string[]> {
  for (const [path, imports] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const lines = imports.map((target, index) =>
      target.startsWith("type ")
        ? `import type { X } from "${target.slice(5)}";`
        : `import * as i${index} from "${target}";`,
    );
    writeFileSync(join(root, path), `${lines.join("\n")}\nexport const here = 1;\nexport type X = number;\n`);
  }
  const { forbidden, options } = configuration;
  const result = await cruise(
    Object.keys(tree),
    { ...options, baseDir: root, validate: true, ruleSet: { forbidden } },
    options?.enhancedResolveOptions,
  );
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`);
}

/** A path relative to a file, as an import is written. */
function relativeTo(from: string, to: string): string {
  return `${"../".repeat(from.split("/").length - 1)}${to}`;
}

async function plant(from: string, to: string): Promise<string[]> {
  return findViolations({ [to]: [], [from]: [relativeTo(from, to)] });
}

describe("a planted violation is caught", () => {
  const module = (name: string, file = "index.ts") => `apps/server/src/modules/${name}/${file}`;
  test.for([
    ["domain-stands-alone", "packages/domain/src/a.ts", "packages/contract/src/index.ts"],
    ["domain-stands-alone", "packages/domain/src/a.ts", "apps/server/src/platform/db.ts"],
    ["learn-sees-domain", "packages/learn/src/a.ts", "packages/contract/src/index.ts"],
    ["contract-sees-domain", "packages/contract/src/a.ts", "apps/server/src/platform/db.ts"],
    ["client-sees-contract", "packages/client/src/a.ts", "packages/ui/src/index.ts"],
    ["ui-sees-no-app", "packages/ui/src/a.tsx", "apps/admin/src/b.tsx"],
    ["front-ends-see-packages", "apps/admin/src/a.tsx", "apps/server/src/platform/db.ts"],
    ["front-ends-see-packages", "apps/pos/src/a.tsx", "apps/admin/src/b.tsx"],
    ["front-ends-see-packages", "apps/admin/src/a.tsx", "packages/learn/src/index.ts"],
    ["server-sees-no-front-end", "apps/server/src/platform/a.ts", "packages/ui/src/index.ts"],
    ["platform-knows-no-module", "apps/server/src/platform/a.ts", module("sales")],
    ["modules-have-one-door", "scripts/a.ts", module("sales", "place-order.ts")],
    ["modules-have-one-door", "apps/server/src/main.ts", module("sales", "place-order.ts")],
    ["modules-enter-by-the-door", module("sales", "a.ts"), module("pricing", "price-lines.ts")],
    ["modules-enter-by-the-door", module("sales", "a.ts"), module("pricing", "testing/a-price.ts")],
    ["tests-enter-by-the-door", module("sales", "a.test.ts"), module("pricing", "price-lines.ts")],
    ["module-is-in-the-table", module("miscellany", "a.ts"), "packages/domain/src/index.ts"],
    ["composition-is-on-top", module("sales", "a.ts"), "apps/server/src/main.ts"],
    ["composition-is-on-top", "apps/server/src/platform/a.ts", "apps/server/src/modules/index.ts"],
    ["only-insights-learns", module("sales", "a.ts"), "packages/learn/src/index.ts"],
    ["no-test-code-in-production", "apps/server/src/platform/a.ts", "tests/harness/database.ts"],
    ["no-test-code-in-production", module("sales", "a.ts"), module("sales", "testing/an-order.ts")],
  ] as const)("%s: %s imports %s", async ([rule, from, to]) => {
    expect(await plant(from, to)).toContain(`${rule}: ${from} -> ${to}`);
  });

  test("pure-packages-do-no-io: domain reads a file", async () => {
    expect(await findViolations({ "packages/domain/src/a.ts": ["node:fs"] })).toEqual([
      "pure-packages-do-no-io: packages/domain/src/a.ts -> fs",
    ]);
  });

  test("a type import is an import too", async () => {
    const [from, to] = ["packages/domain/src/a.ts", "packages/contract/src/index.ts"];
    expect(await findViolations({ [to]: [], [from]: [`type ${relativeTo(from, to)}`] })).toContain(
      `domain-stands-alone: ${from} -> ${to}`,
    );
  });

  test("an import by package name is seen through to the folder", async () => {
    mkdirSync(join(root, "packages/learn"), { recursive: true });
    mkdirSync(join(root, "node_modules/@selvedge"), { recursive: true });
    writeFileSync(
      join(root, "packages/learn/package.json"),
      JSON.stringify({ name: "@selvedge/learn", exports: { ".": "./src/index.ts" } }),
    );
    symlinkSync("../../packages/learn", join(root, "node_modules/@selvedge/learn"));
    const from = "apps/admin/src/a.tsx";
    expect(await findViolations({ "packages/learn/src/index.ts": [], [from]: ["@selvedge/learn"] })).toContain(
      `front-ends-see-packages: ${from} -> packages/learn/src/index.ts`,
    );
  });

  test("no-cycles and resolves", async () => {
    const found = await findViolations({
      "packages/domain/src/a.ts": ["./b.ts"],
      "packages/domain/src/b.ts": ["./a.ts"],
      "packages/domain/src/c.ts": ["./nowhere.ts"],
    });
    expect(found).toContain("no-cycles: packages/domain/src/a.ts -> packages/domain/src/b.ts");
    expect(found).toContain("resolves: packages/domain/src/c.ts -> ./nowhere.ts");
  });
});

describe("what the architecture allows passes", () => {
  test("the layers, the doors, a module's own files, its tests and the composition", async () => {
    const found = await findViolations({
      "packages/domain/src/index.ts": [],
      "packages/contract/src/index.ts": ["../../domain/src/index.ts"],
      "packages/learn/src/index.ts": ["../../domain/src/index.ts"],
      "packages/client/src/index.ts": ["../../contract/src/index.ts"],
      "packages/ui/src/index.ts": ["../../domain/src/index.ts"],
      "apps/admin/src/main.tsx": ["../../../packages/ui/src/index.ts", "../../../packages/client/src/index.ts"],
      "apps/server/src/platform/db.ts": ["../../../../packages/contract/src/index.ts", "node:fs"],
      "apps/server/src/modules/pricing/index.ts": ["./price-lines.ts"],
      "apps/server/src/modules/pricing/price-lines.ts": ["../../platform/db.ts"],
      "apps/server/src/modules/pricing/testing/a-price.ts": ["../index.ts"],
      "apps/server/src/modules/sales/index.ts": ["./place-order.ts"],
      "apps/server/src/modules/sales/place-order.ts": ["../pricing/index.ts"],
      "apps/server/src/modules/sales/place-order.test.ts": [
        "./place-order.ts",
        "../pricing/testing/a-price.ts",
        "../../../../../tests/harness/database.ts",
      ],
      "apps/server/src/modules/insights/index.ts": ["../../../../../packages/learn/src/index.ts", "../sales/index.ts"],
      "apps/server/src/modules/index.ts": ["./sales/index.ts", "./insights/index.ts"],
      "apps/server/src/main.ts": ["./modules/index.ts", "./platform/db.ts"],
      "tests/harness/database.ts": [],
    });
    expect(found).toEqual([]);
  });

  test("between modules exactly the table of arrows", async () => {
    const readers = ["workflow", "notify", "connect", "reports", "insights"];
    const names = [...Object.keys(arrows), ...readers];
    const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
    const tree: Tree = {};
    for (const name of names) {
      tree[`apps/server/src/modules/${name}/index.ts`] = [];
      tree[`apps/server/src/modules/${name}/all.ts`] = names
        .filter((to) => to !== name)
        .map((to) => `../${to}/index.ts`);
    }
    const forbidden = pairs
      .filter(([from, to]) => (readers.includes(from) ? readers.includes(to) : !arrows[from]?.includes(to)))
      .map(
        ([from, to]) =>
          `module-${from}: apps/server/src/modules/${from}/all.ts -> apps/server/src/modules/${to}/index.ts`,
      );
    expect((await findViolations(tree)).sort()).toEqual(forbidden.sort());
    expect(arrows["sales"]).toEqual(["party", "catalog", "pricing", "tax", "inventory", "receivables", "payments"]);
  });
});
