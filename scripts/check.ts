import { runChecks } from "./checks.ts";

/** `npm run check`: types, style, walls and unused code. */
const results = await runChecks();
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
