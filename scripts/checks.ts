import { spawn } from "node:child_process";

/** One check's outcome; its output was already printed if it failed. */
export interface CheckResult {
  name: string;
  passed: boolean;
}

/** npm scripts of the root, in the order in which a failure is the most telling. */
const checks = ["check:types", "check:style", "check:walls", "check:unused"];

/** Runs every check, one after another (each uses all cores), and prints a line for each, with its output on failure. */
export async function runChecks(): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const name of checks) {
    const begun = Date.now();
    const { code, output } = await runNpmScript(name);
    const passed = code === 0;
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`${passed ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
    if (!passed) console.log(output.trimEnd());
    results.push({ name, passed });
  }
  return results;
}

function runNpmScript(name: string): Promise<{ code: number; output: string }> {
  const windows = process.platform === "win32";
  const child = spawn(windows ? "npm.cmd" : "npm", ["run", "--silent", name], { shell: windows });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
