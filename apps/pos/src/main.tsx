import { TooltipProvider } from "@selvedge/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTill } from "./app/till.ts";
import { TillApp } from "./app/till-app.tsx";
import { watchForUpdate } from "./app/update.ts";
import { shell } from "./hardware/shell.ts";
import { startLanguage } from "./i18n/i18n.ts";
import "./till.css";

await startLanguage();
startTill();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <TooltipProvider>
      <TillApp />
    </TooltipProvider>
  </StrictMode>,
);

// A new version waits until the cashier takes it: never in the middle of a sale.
// In the desktop shell the files are on the machine already.
if (import.meta.env.PROD && !shell() && "serviceWorker" in navigator) {
  const registration = await navigator.serviceWorker.register("/till/sw.js", { scope: "/till/" }).catch(() => null);
  if (registration) watchForUpdate(registration);
}
