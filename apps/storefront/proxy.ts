import { type NextRequest, NextResponse } from "next/server";
import { httpsAddress, isInTheClear } from "./lib/https-only.ts";
import { isMissing } from "./lib/missing.ts";

const mostSeen = 9;

/**
 * Before every page: whether it is there at all, a content security policy with a nonce of its own, and which styles
 * were looked at, so that "recently viewed" needs no script. Headers that are the same for everything stand in next.config.ts.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isInTheClear(request.headers)) {
    return NextResponse.redirect(httpsAddress(request.nextUrl, request.headers.get("host") ?? ""), 308);
  }
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = policyOf(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const address = request.headers.get("x-visitor-address") ?? "";
  const isGone = await isMissing(request.nextUrl.pathname, { host: request.headers.get("host") ?? "", address });
  const response = isGone
    ? NextResponse.rewrite(new URL("/not-here", request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (process.env["SHOP_ORIGIN"]?.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
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
