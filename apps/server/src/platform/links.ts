let origin = "http://localhost:8000";

/** Says at which address people reach the program; called once at start. */
export function openLinks(publicOrigin: string): void {
  origin = publicOrigin.replace(/\/$/, "");
}

/** `https://selvedge.example`: never taken from a request, so that nobody can have mails point elsewhere. */
export function publicOrigin(): string {
  return origin;
}

/** An address of a page, for mails. */
export function linkTo(path: string): string {
  return `${origin}${path}`;
}
