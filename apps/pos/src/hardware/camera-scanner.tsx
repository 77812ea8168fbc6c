import { Dialog } from "@selvedge/ui";
import { useEffect, useRef, useState } from "react";
import { scan } from "../app/till.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { scanReceipt } from "../receipt/start-return.ts";

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
const detectorType = () =>
  (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector }).BarcodeDetector;

/** Whether this browser reads barcodes itself. */
export const hasCameraScanner = () => detectorType() !== undefined && navigator.mediaDevices !== undefined;

/** The device's camera as a scanner, where the browser knows barcodes. */
export function CameraScanner({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("Scan with the camera")}>
      <CameraPicture />
    </Dialog>
  );
}

const FRAME_MS = 120;
const AWAY_FRAMES = 5;

/** A piece goes onto the ticket; a receipt opens its return, which closes the camera. */
async function take(code: string, t: Translate): Promise<string> {
  if (scan(code)) return t("Added {{code}}", { code });
  return (await scanReceipt(code)) ? t("Receipts") : t("Nothing here has the code {{code}}", { code });
}

/** Inside the dialog, which mounts what it holds in its own time: only then is there a picture to look at. */
function CameraPicture() {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const [words, setWords] = useState(t("Hold the barcode into the picture."));
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | null = null;
    void (async () => {
      const Type = detectorType();
      if (!Type || !video.current) return;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.current.srcObject = stream;
        await video.current.play();
        const detector = new Type({ formats: ["ean_13", "ean_8", "upc_a", "code_128", "qr_code"] });
        let last = "";
        let unseen = 0;
        while (!stopped && video.current) {
          const [seen] = await detector.detect(video.current).catch(() => []);
          // The same tag counts again once it was away: two pieces of one size are two scans.
          unseen = seen ? 0 : unseen + 1;
          if (unseen === AWAY_FRAMES) last = "";
          if (seen && seen.rawValue !== last) {
            last = seen.rawValue;
            setWords(await take(last, t));
          }
          await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
        }
      } catch {
        setWords(t("The camera may not be used; allow it in the browser's settings."));
      }
    })();
    return () => {
      stopped = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [t]);
  return (
    <>
      <video ref={video} muted playsInline className="aspect-video w-full rounded-lg bg-surface-3 object-cover" />
      <p role="status" className="mt-3 text-center text-base font-medium">
        {words}
      </p>
    </>
  );
}
