import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** The API that `vite` (development only) hands calls on to; in production the server serves `dist` itself. */
const api = process.env["SELVEDGE_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/till/",
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      // Registered by our own file: inline scripts are refused by the server's policy.
      injectRegister: null,
      registerType: "prompt",
      includeAssets: ["selvedge-till.svg", "theme.js"],
      manifest: {
        name: "Selvedge till",
        short_name: "Till",
        description: "Sells over the counter, with and without network",
        id: "/till/",
        start_url: "/till/",
        scope: "/till/",
        display: "standalone",
        orientation: "any",
        background_color: "#f6f5f2",
        theme_color: "#34499e",
        icons: [
          { src: "/till/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/till/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/till/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/till/selvedge-till.svg", sizes: "any", type: "image/svg+xml" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,png,woff2}"],
        maximumFileSizeToCacheInBytes: 6 * 1024 * 1024,
        navigateFallback: "/till/index.html",
        navigateFallbackAllowlist: [/^\/till(\/|$)/],
        cleanupOutdatedCaches: true,
        runtimeCaching: [
          {
            urlPattern: ({ url }) => url.pathname.startsWith("/media/"),
            handler: "CacheFirst",
            options: { cacheName: "pictures", expiration: { maxEntries: 4000 } },
          },
        ],
      },
    }),
  ],
  build: { outDir: "dist", emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 2500 },
  server: {
    host: "127.0.0.1",
    port: 5110,
    proxy: { "/v1": { target: api, ws: true }, "/media": { target: api } },
  },
});
