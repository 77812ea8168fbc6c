import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
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
