import { Button, FormatProvider, Skeleton, ToastHost, toast, UiTextProvider } from "@selvedge/ui";
import { lazy, Suspense, useCallback } from "react";
import { soundBad } from "../hardware/sound.ts";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { uiWords } from "../i18n/ui-words.ts";
import { DisconnectedScreen } from "../pairing/pair-again.tsx";
import { PairScreen } from "../pairing/pair-screen.tsx";
import { RoomNotice } from "../pairing/room.tsx";
import { scanReceipt } from "../receipt/start-return.ts";
import { SellScreen } from "../selling/sell-screen.tsx";
import { OpenShiftScreen } from "../shift/open-shift-screen.tsx";
import { SignInScreen } from "../shift/sign-in-screen.tsx";
import { useScanner } from "./scanner.ts";
import { scan, takeOver } from "./till.ts";
import { getState, useTill } from "./till-state.ts";
import { TopBar } from "./top-bar.tsx";

const PayScreen = lazy(() => import("../selling/pay-screen.tsx").then((m) => ({ default: m.PayScreen })));
const ReceiptScreen = lazy(() => import("../receipt/receipt-screen.tsx").then((m) => ({ default: m.ReceiptScreen })));
const ReceiptList = lazy(() => import("../receipt/receipt-list.tsx").then((m) => ({ default: m.ReceiptList })));
const ShiftScreen = lazy(() => import("../shift/shift-screen.tsx").then((m) => ({ default: m.ShiftScreen })));
const SyncScreen = lazy(() => import("../pairing/sync-screen.tsx").then((m) => ({ default: m.SyncScreen })));

/** The till: who may use it, and the one screen that is on. */
export function TillApp() {
  const t = useT();
  const phase = useTill((s) => s.phase);
  const head = useTill((s) => s.catalog?.head ?? null);
  const settings = {
    // Days and months in the cashier's language; a receipt's are the business's.
    locale: currentLanguage() === "hi" ? "hi-IN" : (head?.business.locale ?? "en-IN"),
    currency: head?.business.currency ?? "INR",
    timeZone: head?.business.timeZone ?? "Asia/Kolkata",
  };
  return (
    <FormatProvider settings={settings}>
      <UiTextProvider text={uiWords(t)}>
        <ToastHost>
          {phase === "starting" && <Waiting />}
          {phase === "pairing" && <PairScreen />}
          {phase === "other_tab" && <OtherTab />}
          {phase === "loading" && <Loading />}
          {phase === "ready" && <Ready />}
        </ToastHost>
      </UiTextProvider>
    </FormatProvider>
  );
}

function Ready() {
  const t = useT();
  const cashier = useTill((s) => s.cashier);
  const shift = useTill((s) => s.shift);
  const screen = useTill((s) => s.screen);
  const revoked = useTill((s) => s.revoked);
  const onScan = useCallback(
    (code: string) => {
      // Over a count or the settings a stray scan is nothing at all; at the payment it goes back to the ticket.
      const { screen: at } = getState();
      if (at === "shift" || at === "sync") return soundBad();
      if (scan(code)) return;
      void scanReceipt(code).then((isReceipt) => {
        if (isReceipt) return;
        soundBad();
        toast({ tone: "bad", title: t("Nothing here has the code {{code}}", { code }) });
      });
    },
    [t],
  );
  useScanner(onScan, cashier !== null && shift !== null && !revoked);
  if (!cashier) return <SignInScreen />;
  if (!shift && !revoked && screen !== "shift" && screen !== "sync" && screen !== "receipts")
    return <OpenShiftScreen />;
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <RoomNotice />
      <Suspense fallback={<Waiting />}>
        {revoked && (screen === "sell" || screen === "pay") && <DisconnectedScreen />}
        {!revoked && screen === "sell" && <SellScreen />}
        {!revoked && screen === "pay" && <PayScreen />}
        {screen === "receipt" && <ReceiptScreen />}
        {screen === "receipts" && <ReceiptList />}
        {screen === "shift" && <ShiftScreen />}
        {screen === "sync" && <SyncScreen />}
      </Suspense>
    </div>
  );
}

function Waiting() {
  const t = useT();
  return (
    <main className="grid h-full place-items-center p-6">
      <h1 className="sr-only">{t("Till")}</h1>
      <div className="w-72 space-y-3">
        <Skeleton className="h-8" />
        <Skeleton className="h-24" />
      </div>
    </main>
  );
}

function Loading() {
  const t = useT();
  const set = useTill((s) => s.loadingWords);
  const sync = useTill((s) => s.sync);
  const words: Record<string, string> = {
    styles: t("Styles and prices"),
    levels: t("Stock"),
    customers: t("Customers"),
  };
  return (
    <main className="grid h-full place-items-center p-6 text-center">
      <div className="max-w-sm space-y-3">
        <h1 className="text-xl font-semibold">{t("Getting the till ready")}</h1>
        <p className="text-ink-2">
          {t("Styles, prices, stock and customers come onto this device, so that it sells without network.")}
        </p>
        <p className="font-medium" role="status">
          {sync.words ? t(sync.words) : (words[set] ?? t("Connecting"))}…
        </p>
      </div>
    </main>
  );
}

function OtherTab() {
  const t = useT();
  return (
    <main className="grid h-full place-items-center p-6 text-center">
      <div className="max-w-sm space-y-4">
        <h1 className="text-xl font-semibold">{t("The till is open in another tab")}</h1>
        <p className="text-ink-2">{t("One tab sells at a time, so that no receipt is written twice.")}</p>
        <Button tone="primary" size="lg" onClick={takeOver}>
          {t("Use it here")}
        </Button>
      </div>
    </main>
  );
}
