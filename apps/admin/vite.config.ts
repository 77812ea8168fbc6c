import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The API that `vite` (development only) hands calls on to; in production the server serves `dist` itself. */
const api = process.env["SELVEDGE_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [react(), tailwindcss()],
  build: { outDir: "dist", emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 700 },
  server: {
    host: "127.0.0.1",
    port: 5100,
    proxy: { "/v1": { target: api, ws: true } },
  },
});
