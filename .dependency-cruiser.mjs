// The walls of docs and spec as rules: what may import what. `npm run check:walls` runs them; tests/walls proves that
// each catches a planted violation. A new arrow between modules needs a decision note in docs/decisions.

/** Each business module and the modules it may import. A fact flowing the other way travels as an event. */
export const arrows = {
  tenancy: [],
  audit: [],
  privacy: ["audit"],
  archive: [],
  identity: ["tenancy"],
  ledger: [],
  party: [],
  catalog: [],
  tax: ["party", "catalog"],
  pricing: ["party", "catalog"],
  inventory: ["catalog", "ledger"],
  payments: ["party", "ledger"],
  receivables: ["party", "ledger", "payments"],
  payables: ["party", "ledger", "payments"],
  sales: ["party", "catalog", "pricing", "tax", "inventory", "receivables", "payments"],
  purchasing: ["party", "catalog", "pricing", "tax", "inventory", "payables"],
  fulfilment: ["sales", "inventory"],
  billing: ["sales", "fulfilment", "tax", "receivables", "ledger"],
  pos: ["identity", "party", "pricing", "tax", "ledger", "inventory", "payments", "sales", "billing"],
  shop: ["catalog", "pricing", "inventory", "sales", "payments", "party"],
  crm: ["party", "sales", "receivables"],
};
/** Modules that read all of the above; none of the above, and none of each other, knows them. */
const readers = ["workflow", "notify", "connect", "reports", "insights"];
const everyModule = [...Object.keys(arrows), ...readers];
const allowed = { ...arrows, ...Object.fromEntries(readers.map((name) => [name, Object.keys(arrows)])) };

const modules = "^apps/server/src/modules/";
const platform = "^apps/server/src/platform/";
const server = "^apps/server/";
const packageFolder = (name) => `^packages/${name}/`;
// The programs that put the modules together; they see all doors.
const composition = "^apps/server/src/((?:main|learning-thread)\\.ts|modules/index\\.ts)$";
const testCode = "(\\.test\\.tsx?$|/testing/|^tests/)";

/** A wall: files matching `from` (tests apart, unless `tests` is set) must not import files matching `to`. */
const wall = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: typeof from === "string" ? { path: from } : from,
  to: typeof to === "string" ? { path: to } : to,
});

const moduleArrows = everyModule.map((name) => {
  const others = everyModule.filter((other) => other !== name && !allowed[name].includes(other));
  return wall(
    `module-${name}`,
    `${name} may import ${allowed[name].join(", ") || "no other module"}. Go the other way by an event, or ask for a new arrow in a decision note.`,
    { path: `${modules}${name}/`, pathNot: testCode },
    `${modules}(${others.join("|")})/`,
  );
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    wall(
      "domain-stands-alone",
      "domain imports nothing of ours.",
      packageFolder("domain"),
      `^(apps|packages/(?!domain/))`,
    ),
    wall(
      "learn-sees-domain",
      "learn imports only domain.",
      packageFolder("learn"),
      "^(apps|packages/(?!learn/|domain/))",
    ),
    wall(
      "contract-sees-domain",
      "contract imports only domain.",
      packageFolder("contract"),
      "^(apps|packages/(?!contract/|domain/))",
    ),
    wall(
      "client-sees-contract",
      "client imports only contract and domain.",
      packageFolder("client"),
      "^(apps|packages/(?!client/|contract/|domain/))",
    ),
    wall(
      "ui-sees-no-app",
      "ui imports client, contract and domain, no app and no learn.",
      packageFolder("ui"),
      "^(apps|packages/learn/)",
    ),
    wall(
      "pure-packages-do-no-io",
      "Rules that are shared with till and shop, and learning, run anywhere: no Node.js modules.",
      { path: "^packages/(domain|contract|learn|client)/", pathNot: testCode },
      { dependencyTypes: ["core"] },
    ),
    wall(
      "front-ends-see-packages",
      "A front end imports domain, contract, client and ui, never the server, learn or another front end.",
      { path: "^apps/(admin|pos|storefront)/" },
      { path: "^(apps|packages/learn)/", pathNot: "^apps/$1/" },
    ),
    wall(
      "server-sees-no-front-end",
      "The server serves front ends as built files only.",
      server,
      "^(apps/(?!server/)|packages/(ui|client)/)",
    ),
    wall(
      "platform-knows-no-module",
      "Modules stand on the platform, not the platform on modules.",
      { path: platform, pathNot: testCode },
      modules,
    ),
    wall(
      "modules-have-one-door",
      "From outside, only a module's index.ts may be imported.",
      { path: "^(apps|packages|scripts|bench)/", pathNot: ["^apps/server/src/modules/([^/]+)/", testCode] },
      { path: `${modules}[^/]+/`, pathNot: `${modules}[^/]+/index\\.ts$` },
    ),
    wall(
      "modules-enter-by-the-door",
      "A module enters another by its index.ts; tests may also use the other's testing/.",
      { path: `${modules}([^/]+)/`, pathNot: testCode },
      { path: `${modules}[^/]+/`, pathNot: [`${modules}$1/`, `${modules}[^/]+/index\\.ts$`] },
    ),
    wall(
      "tests-enter-by-the-door",
      "A module's tests may use another module's index.ts and testing/ only.",
      { path: `${modules}([^/]+)/.*(\\.test\\.tsx?$|testing/)` },
      { path: `${modules}[^/]+/`, pathNot: [`${modules}$1/`, `${modules}[^/]+/(index\\.ts$|testing/)`] },
    ),
    wall(
      "module-is-in-the-table",
      "Every module has its line in the table of arrows.",
      { path: `${modules}[^/]+/`, pathNot: `${modules}(${everyModule.join("|")})/` },
      {},
    ),
    wall(
      "composition-is-on-top",
      "Only main.ts, and the thread that it opens for learning, put modules together; nothing below may import them.",
      { path: "^(apps|packages)/", pathNot: [composition, testCode] },
      composition,
    ),
    wall(
      "only-insights-learns",
      "Models are fitted and asked in one place; a shopper's size is reckoned where their orders are (decision 0041).",
      { path: server, pathNot: [`${modules}insights/`, `${modules}shop/shelf/size-advice\\.ts$`, testCode] },
      packageFolder("learn"),
    ),
    wall(
      "no-test-code-in-production",
      "What ships imports no tests, builders or harness.",
      { path: "^(apps|packages)/", pathNot: testCode },
      { path: testCode, pathNot: "node_modules" },
    ),
    wall(
      "no-cycles",
      "A cycle means that two files are one, or that one is in the wrong place.",
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    ),
    wall("resolves", "Every import leads somewhere.", {}, { couldNotResolve: true }),
    ...moduleArrows,
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(/dist/|/\\.next/|\\.css$)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
