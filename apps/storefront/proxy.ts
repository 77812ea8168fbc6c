import { type NextRequest, NextResponse } from "next/server";
import { isMissing } from "./lib/missing.ts";

const mostSeen = 9;

/**
 * Before every page: whether it is there at all, a content security policy with a nonce of its own, the visitor's address for the API's limits, and
 * which styles were looked at, so that "recently viewed" needs no script.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = policyOf(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const address = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  headers.set("x-visitor-address", address);
  const isGone = await isMissing(request.nextUrl.pathname, { host: request.headers.get("host") ?? "", address });
  const response = isGone
    ? NextResponse.rewrite(new URL("/not-here", request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  const seen = isGone ? null : seenStyle(request);
  if (seen) response.cookies.set("seen", seen, { httpOnly: true, sameSite: "lax", path: "/", maxAge: 90 * 86_400 });
  return response;
}

function policyOf(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Codes of the styles seen, the newest first; null when this page is none. */
function seenStyle(request: NextRequest): string | null {
  const code = /^\/styles\/([^/]+)/.exec(request.nextUrl.pathname)?.[1];
  if (!code || request.headers.get("next-router-prefetch")) return null;
  const before = (request.cookies.get("seen")?.value ?? "").split(",").filter((c) => c !== "" && c !== code);
  return [code, ...before].slice(0, mostSeen).join(",");
}

export const config = { matcher: ["/((?!_next/|media/|do/|suggest$|robots.txt$|sitemap.xml$|icon.svg$).*)"] };
