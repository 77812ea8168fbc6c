import { apiOrigin } from "../../../lib/api.ts";

/** Pictures under the shop's own host, handed through from the server that makes them in their fixed widths. */
export async function GET(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await params;
  const { search } = new URL(request.url);
  const answer = await fetch(`${apiOrigin()}/media/${path.map(encodeURIComponent).join("/")}${search}`, {
    cache: "no-store",
  }).catch(() => null);
  if (!answer?.ok) return new Response(null, { status: answer?.status ?? 503 });
  const headers = new Headers();
  for (const name of ["content-type", "content-length", "cache-control", "content-security-policy"]) {
    const value = answer.headers.get(name);
    if (value) headers.set(name, value);
  }
  headers.set("x-content-type-options", "nosniff");
  return new Response(answer.body, { headers });
}
