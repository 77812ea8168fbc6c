// Installs the packages when node_modules does not agree with package-lock.json, so that `npm start` and `npm test`
// work in a fresh clone. Depends on nothing and runs on any Node from 20 on: the pinned one is not there yet.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const defaultRoot = fileURLToPath(new URL("../", import.meta.url));

/**
 * The first reason why the packages have to be installed, in words; null when they need not be.
 * Packages for other systems may be missing; npm leaves them out by itself.
 */
export function findDisagreement(root = defaultRoot) {
  const lock = readLock(join(root, "package-lock.json"));
  if (!lock) return null;
  const installed = readLock(join(root, "node_modules", ".package-lock.json"));
  if (!installed) return "no packages are installed";
  for (const [path, wanted] of Object.entries(lock)) {
    if (!path.includes("node_modules/")) continue;
    const found = installed[path];
    if (!found && wanted.optional) continue;
    if (!found) return `${path} is missing`;
    if (wanted.link ? found.resolved !== wanted.resolved : found.version !== wanted.version) {
      return `${path} is at ${found.version ?? found.resolved}, ${wanted.version ?? wanted.resolved} is wanted`;
    }
  }
  if (lock["node_modules/node"] && !existsSync(join(root, "node_modules", "node", "bin"))) {
    return "the pinned Node.js is missing";
  }
  return null;
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}

/** How many of the lock file's packages lie in node_modules. */
function countInstalled(root, paths) {
  return paths.filter((path) => existsSync(join(root, path, "package.json"))).length;
}

async function install(root) {
  const paths = Object.entries(readLock(join(root, "package-lock.json")) ?? {})
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.optional && !entry.link)
    .map(([path]) => path);
  const begun = Date.now();
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.log(`  ${countInstalled(root, paths)} of ${paths.length} packages after ${seconds} s`);
  }, 5000);
  const code = await run(root);
  clearInterval(progress);
  if (code !== 0) {
    console.error("Installing the packages failed; npm says why above. Nothing was started.");
    process.exit(code);
  }
  console.log(`Packages installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
}

function run(root) {
  // npm ci deletes node_modules, so it must not run on the Node that lies in there.
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes(join("node_modules", ".bin")))
    .join(delimiter);
  const windows = process.platform === "win32";
  const child = spawn(windows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: windows,
    env: { ...process.env, PATH: path },
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const isMain = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) {
  const reason = findDisagreement();
  if (reason) {
    console.log(`Installing packages (${reason}) ...`);
    await install(defaultRoot);
  }
}
