import { Button, Money, SearchInput } from "@selvedge/ui";
import { ScanLine } from "lucide-react";
import { type RefObject, useDeferredValue, useEffect, useRef, useState } from "react";
import { pricedNow, scan } from "../app/till.ts";
import { getState, setState, useTill } from "../app/till-state.ts";
import type { PricedTicket } from "../device/ticket.ts";
import { CameraScanner, hasCameraScanner } from "../hardware/camera-scanner.tsx";
import { useT } from "../i18n/i18n.ts";
import { SizePicker } from "./size-picker.tsx";
import { StyleGrid } from "./style-grid.tsx";
import { TicketPanel } from "./ticket-panel.tsx";
import { usePricedTicket } from "./use-priced-ticket.ts";

/** The counter: what can be sold on one side, what is being sold on the other. */
export function SellScreen() {
  const t = useT();
  const [text, setText] = useState("");
  const [styleId, setStyleId] = useState<string | null>(null);
  const [camera, setCamera] = useState(false);
  const [ticketShown, showTicket] = useState(false);
  const looked = useDeferredValue(text);
  const catalog = useTill((s) => s.catalog!);
  const style = catalog.styles.find((s) => s.id === styleId) ?? null;
  const area = useRef<HTMLElement>(null);
  useSellKeys(area);
  const enter = () => {
    if (scan(text.trim())) setText("");
  };
  return (
    <main ref={area} className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t("Sell")}</h1>
      <div className={`flex min-w-0 flex-1 flex-col ${ticketShown ? "max-md:hidden" : ""}`}>
        <form
          className="flex gap-2 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            enter();
          }}
        >
          <SearchInput
            value={text}
            onChange={setText}
            delay={0}
            label={t("Scan a code or search")}
            placeholder={t("Scan a code or search")}
            className="flex-1 [&_input]:h-12 [&_input]:text-base"
          />
          {hasCameraScanner() && (
            <Button
              size="icon"
              className="size-12!"
              aria-label={t("Scan with the camera")}
              onClick={() => setCamera(true)}
            >
              <ScanLine aria-hidden />
            </Button>
          )}
        </form>
        <StyleGrid text={looked} onPick={setStyleId} />
        <PayBar onShow={() => showTicket(true)} />
      </div>
      <div
        className={`flex min-h-0 w-full flex-col border-s border-line bg-surface md:w-96 md:shrink-0 lg:w-[27rem] ${ticketShown ? "" : "max-md:hidden"}`}
      >
        <TicketPanel onBack={() => showTicket(false)} />
      </div>
      {style && <SizePicker style={style} onClose={() => setStyleId(null)} />}
      {camera && <CameraScanner onClose={() => setCamera(false)} />}
    </main>
  );
}

/** For hands that stay on the keyboard: F2 searches, F9 pays; Enter takes the cash, and Enter again is the next sale. */
function useSellKeys(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === "F2") area.current?.querySelector("input")?.focus();
      else if (event.key === "F9" && mayPay()) setState({ screen: "pay" });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [area]);
}

/** Something is on the ticket, and all of it has a price. */
const isPayable = (priced: PricedTicket): boolean =>
  priced.lines.length + priced.returns.length > 0 && priced.unpriced.length === 0;

function mayPay(): boolean {
  const priced = pricedNow(getState().ticket);
  return priced !== null && isPayable(priced);
}

/** On a phone the ticket is one touch away, its total always in sight. */
function PayBar({ onShow }: { onShow: () => void }) {
  const t = useT();
  const priced = usePricedTicket();
  const some = priced !== null && isPayable(priced);
  return (
    <div className="flex items-center gap-2 border-t border-line bg-surface p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:hidden">
      <Button size="lg" className="h-14 flex-1 justify-between text-base" onClick={onShow}>
        <span>{t("{{count}} pieces", { count: priced?.pieces ?? 0 })}</span>
        <Money amountMinor={priced?.dueMinor ?? 0} className="text-lg font-semibold" />
      </Button>
      <Button
        tone="primary"
        size="lg"
        className="h-14 px-6 text-base"
        disabled={!some}
        onClick={() => setState({ screen: "pay" })}
      >
        {t("Pay")}
      </Button>
    </div>
  );
}
