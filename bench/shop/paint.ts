import type { BrowserContext } from "playwright-core";
import { launchChromium } from "../../tests/harness/chromium.ts";

export interface Device {
  width: number;
  height: number;
  scale: number;
  /** A slower processor and line than the machine's own, as Lighthouse's phone has. */
  isSlow: boolean;
}

export const devices: Readonly<Record<string, Device>> = {
  phone: { width: 390, height: 844, scale: 2, isSlow: false },
  desk: { width: 1440, height: 900, scale: 1, isSlow: false },
  "slow phone": { width: 390, height: 844, scale: 2, isSlow: true },
};

/** Of several loads: the middle one, the worst for what should never be bad. */
export interface Paint {
  lcpMs: { middle: number; worst: number };
  /** The worst of all loads: nothing may jump, ever. */
  cls: number;
  firstByteMs: number;
  kilobytes: number;
  lcpElement: string;
}

interface Load {
  lcpMs: number;
  cls: number;
  firstByteMs: number;
  bytes: number;
  element: string;
}

/** How long after the last request a page may still move before it is judged. */
const settleMs = 700;

/** Loads a page so many times, each in a browser that has seen nothing yet: the bundled one does not bear several windows. */
export async function measurePaint(origin: string, path: string, device: Device, loads: number): Promise<Paint> {
  const all: Load[] = [];
  // The first one warms what serves, and is not counted.
  for (let i = 0; i <= loads; i += 1) {
    const load = await loadAlone(origin, path, device);
    if (i > 0) all.push(load);
  }
  const sorted = (of: (load: Load) => number) => all.map(of).sort((a, b) => a - b);
  const middle = (values: number[]) => values[Math.floor(values.length / 2)] ?? 0;
  return {
    lcpMs: {
      middle: Math.round(middle(sorted((l) => l.lcpMs))),
      worst: Math.round(sorted((l) => l.lcpMs).at(-1) ?? 0),
    },
    cls: Math.round((sorted((l) => l.cls).at(-1) ?? 0) * 1000) / 1000,
    firstByteMs: Math.round(middle(sorted((l) => l.firstByteMs))),
    kilobytes: Math.round(middle(sorted((l) => l.bytes)) / 1024),
    lcpElement: all[0]?.element ?? "",
  };
}

async function loadAlone(origin: string, path: string, device: Device): Promise<Load> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      ...{ baseURL: origin, viewport: { width: device.width, height: device.height } },
      ...{ deviceScaleFactor: device.scale, isMobile: device.width < 700 },
    });
    return await loadOnce(context, path, device);
  } finally {
    await browser.close();
  }
}

async function loadOnce(context: BrowserContext, path: string, device: Device): Promise<Load> {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  await wire.send("Network.enable");
  wire.on("Network.loadingFinished", (event) => {
    bytes += event.encodedDataLength;
  });
  if (device.isSlow) {
    await wire.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    // Lighthouse's "slow 4G": 1.6 Mbit/s, 150 ms there and back.
    const line = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
    await wire.send("Network.emulateNetworkConditions", { offline: false, ...line });
  }
  await page.addInitScript(observe);
  await page.goto(path, { waitUntil: "networkidle" });
  await page.waitForTimeout(settleMs);
  const seen = await page.evaluate(() => {
    const { paint } = window as unknown as { paint: { lcpMs: number; cls: number; element: string } };
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return { ...paint, firstByteMs: navigation?.responseStart ?? 0 };
  });
  return { ...seen, bytes };
}

/** In the page: the largest paint so far and the worst window of shifts, as web-vitals counts them. */
function observe(): void {
  const paint = { lcpMs: 0, cls: 0, element: "" };
  (window as unknown as { paint: typeof paint }).paint = paint;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { element?: Element; startTime: number })[]) {
      paint.lcpMs = entry.startTime;
      paint.element = `${entry.element?.tagName.toLowerCase() ?? "?"}.${entry.element?.className ?? ""}`;
    }
  }).observe({ type: "largest-contentful-paint", buffered: true });
  let [session, first, last] = [0, 0, 0];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (entry.hadRecentInput) continue;
      const isNew = entry.startTime - last > 1000 || entry.startTime - first > 5000;
      if (isNew) first = entry.startTime;
      session = isNew ? entry.value : session + entry.value;
      last = entry.startTime;
      paint.cls = Math.max(paint.cls, session);
    }
  }).observe({ type: "layout-shift", buffered: true });
}
