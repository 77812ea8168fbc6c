import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(root, "docs/security.md"), "utf8");

/** Levels 1 and 2 of the chapters V2, V4, V6 to V10 of ASVS 5.0.0. */
const requirements =
  "2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.4.1 4.1.1 4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.1 4.4.2 4.4.3 4.4.4 6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4 10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3".split(
    " ",
  );

const rows = page
  .split("\n")
  .map((line) =>
    /^\| (\d+\.\d+\.\d+) \(L[12]\) \| (.*?) \| (met|not met|not applicable) \| (.*?) \| (.*) \|$/.exec(line),
  )
  .filter((match) => match !== null)
  .map(([, id, short, state, how, proof]) => ({ id: id!, short: short!, state: state!, how: how!, proof: proof! }));

test("every requirement of the chapters stands in the table once", () => {
  expect(rows.map((row) => row.id)).toEqual(requirements);
});

test("what is met names tests that exist; what is not says why", () => {
  const missing: string[] = [];
  for (const { id, state, how, proof } of rows) {
    if (how.length < 4) missing.push(`${id} says nothing`);
    if (state !== "met") continue;
    const named = [...proof.matchAll(/`([^`]+)`: (.*?)(?=<br>|$)/g)];
    if (named.length === 0) missing.push(`${id} names no test`);
    for (const [, file, title] of named) {
      const there = existsSync(path.join(root, file!)) ? readFileSync(path.join(root, file!), "utf8") : "";
      if (!there.includes(`"${title!.trim()}"`) && !there.includes(`'${title!.trim()}'`))
        missing.push(`${id}: ${file}: ${title}`);
    }
  }
  expect(missing).toEqual([]);
});

test("the sum above the table is the table's", () => {
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  expect(page).toContain(`${count("met")} met, ${count("not met")} not met, ${count("not applicable")} not applicable`);
});
