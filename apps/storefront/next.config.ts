import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const ofEverything = {
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()",
};
const headersOf = (values: Record<string, string>) => Object.entries(values).map(([key, value]) => ({ key, value }));
/** What is no page has nothing to load; pages have a policy of their own (proxy.ts), and so have pictures. */
const noPage = headersOf({ "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" });

const config: NextConfig = {
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: headersOf(ofEverything) },
    { source: "/:path(do/.*|suggest|robots.txt|sitemap.xml|icon.svg)", headers: noPage },
  ],
  reactStrictMode: true,
  // Types are checked by `npm run check`, for all apps at once.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ["@selvedge/client", "@selvedge/contract", "@selvedge/domain"],
  turbopack: { root: fileURLToPath(new URL("../../", import.meta.url)) },
  // Whoever builds beside a running shop (tests, a bench) builds into a folder of its own.
  distDir: process.env["STOREFRONT_DIST"] ?? ".next",
  // Pages are made by our own server for each visitor; what they are made of is kept and renewed by events (lib/kept.ts).
  experimental: { inlineCss: false },
};

export default config;
