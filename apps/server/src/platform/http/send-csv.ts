import type { Stringifier } from "csv-stringify";

/**
 * Writes one line, and waits while the reader is slower.
 * @throws Error when the reader has gone: a transaction that is read for them must not wait for ever
 */
export async function writeLine(csv: Stringifier, line: readonly unknown[]): Promise<void> {
  if (csv.write(line)) return;
  if (!csv.destroyed) {
    await new Promise<void>((resolve) => {
      const go = () => {
        csv.off("drain", go).off("close", go);
        resolve();
      };
      csv.on("drain", go).on("close", go);
    });
  }
  if (csv.destroyed) throw new Error("The reader has gone.");
}

/** Ends the file when all of it was written; breaks it off when something failed, so that nobody takes a part for the whole. */
export function endWith(csv: Stringifier, written: Promise<unknown>): void {
  written.then(
    () => csv.end(),
    (error: Error) => csv.destroy(error),
  );
}
