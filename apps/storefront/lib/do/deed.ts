/** What came with a form. */
export interface Given {
  fields: Record<string, string>;
  form: FormData;
  /** The path of the page that the form stood on, as the browser tells it. */
  from: string;
  /** Asked by script, which stays on its page. */
  wantsJson: boolean;
}

export type Deed = (given: Given) => Promise<Response>;

/** Stands in for the shop's own host where only a path counts. */
const here = "http://shop";

/** Leads the browser to a page of this shop after its form has been dealt with. */
export function leadTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
}

/** A path of this shop that a form or an address names, read as a browser reads it; anything else leads home. */
export function ownPath(path: string | undefined, otherwise = "/"): string {
  if (!path?.startsWith("/") || !URL.canParse(path, here)) return otherwise;
  const url = new URL(path, here);
  return url.origin === here ? `${url.pathname}${url.search}${url.hash}` : otherwise;
}

/** The path with a word on what went wrong. */
export function withProblem(path: string, problem: string): string {
  const url = new URL(path, here);
  url.searchParams.set("problem", problem);
  return `${url.pathname}${url.search}`;
}
