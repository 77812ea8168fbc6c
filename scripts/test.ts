import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type CheckResult, runChecks } from "./checks.ts";

/** `npm test`: all checks, then all tests; further words go to vitest and then the checks are left out. */
const root = fileURLToPath(new URL("../", import.meta.url));
const filters = process.argv.slice(2);
const checks: CheckResult[] = filters.length > 0 ? [] : await runChecks();
const tests = await runVitest(filters);

const failedChecks = checks.filter((check) => !check.passed);
const passed = checks.length - failedChecks.length + tests.passed;
const failed = failedChecks.length + tests.failed;
for (const check of failedChecks) console.log(`FAILED ${check.name}`);
for (const name of tests.failedNames) console.log(`FAILED ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || tests.exitCode !== 0 ? 1 : 0;

interface VitestOutcome {
  passed: number;
  failed: number;
  failedNames: string[];
  exitCode: number;
}

interface JsonReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

async function runVitest(words: string[]): Promise<VitestOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "selvedge-report-"));
  const reportFile = join(folder, "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporting = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const child = spawn(process.execPath, [vitest, "run", ...reporting, ...words], { stdio: "inherit" });
  const exitCode = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  try {
    const outcome = summarise(JSON.parse(readFileSync(reportFile, "utf8")) as JsonReport);
    // An error outside of any test, or a filter that no file fits, must not read like success.
    if (exitCode !== 0 && outcome.failed === 0) {
      return { ...outcome, failed: 1, failedNames: ["an error outside of the tests; see above"], exitCode };
    }
    return { ...outcome, exitCode };
  } catch {
    return { passed: 0, failed: 1, failedNames: ["vitest ended without a report"], exitCode: exitCode || 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that fails before its first test counts as one failure, so that none goes unseen. */
function summarise(report: JsonReport): Omit<VitestOutcome, "exitCode"> {
  const failedTests = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => `${relative(root, file.name)} > ${test.fullName}`),
  );
  const brokenFiles = report.testResults
    .filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
    .map((file) => relative(root, file.name));
  return {
    passed: report.numPassedTests,
    failed: failedTests.length + brokenFiles.length,
    failedNames: [...failedTests, ...brokenFiles],
  };
}
