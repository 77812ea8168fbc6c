/** One figure of "What to reach": what, ours, the aim, and whether it is reached. */
export type Reached = { readonly what: string; readonly ours: string; readonly aim: string; readonly ok: boolean };

const MARK = "> ";
const PARTED = " | ";

/** Prints a figure where it was measured; `bench/learn.ts` gathers these lines into the table at its end. */
export function reach({ what, ours, aim, ok }: Reached): void {
  console.log(MARK + [what, ours, aim, ok ? "reached" : "FALLS SHORT"].join(PARTED));
}

/** The figure that a line of output tells, if it is one. */
export function readReached(line: string): Reached | null {
  if (!line.startsWith(MARK)) return null;
  const [what = "", ours = "", aim = "", verdict = ""] = line.slice(MARK.length).split(PARTED);
  return { what, ours, aim, ok: verdict === "reached" };
}
