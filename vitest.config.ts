import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["tests/harness/postgres-on-demand.ts"],
    pool: "forks",
    // A machine at ten times its load is slow, not wrong; what hangs still fails.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Half of a test's time is PostgreSQL's: vitest's own choice, one core less than there are, leaves a core idle.
          maxWorkers: "100%",
          include: ["{apps,packages,tests,scripts,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/dist/**", "tests/e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/harness/built-apps.ts"],
          // After the others, two at a time: each is a server, a PostgreSQL and a browser.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          // A journey is long: a day at the counter takes a minute on a quiet machine.
          testTimeout: 300_000,
        },
      },
    ],
  },
});
