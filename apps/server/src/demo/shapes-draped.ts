import { symmetrical } from "./draw-paths.ts";
import { both, type Shape } from "./shape-parts.ts";

export function saree(): Shape {
  return {
    panels: [
      { path: "M236 96 C300 84 390 88 452 104 L462 640 C400 656 300 656 240 644 Z" },
      { path: "M424 98 L452 104 L462 640 L432 648 Z", tone: "gold", isPlain: true },
      { path: "M150 112 C220 92 320 92 392 108 L398 600 C320 624 220 624 144 604 Z" },
      { path: "M144 520 C220 542 320 542 397 520 L398 600 C320 624 220 624 144 604 Z", tone: "gold", isPlain: true },
      { path: "M366 102 L392 108 L398 600 L370 606 Z", tone: "gold", isPlain: true },
    ],
    seams: ["M146 506 C220 528 320 528 396 506", "M146 494 C220 516 320 516 396 494", "M358 101 L361 530"],
    stitches: ["M150 552 C220 574 320 574 392 552"],
    folds: [
      "M200 104 C208 260 196 420 204 600",
      "M256 98 C248 260 262 420 252 610",
      "M312 98 C320 260 306 420 316 608",
      "M418 104 L424 640",
    ],
    buttons: [],
    cords: Array.from({ length: 22 }, (_, i) => ({
      path: `M${152 + i * 11.4} ${606 + 8 * Math.sin((i / 21) * Math.PI)} l0 34`,
      width: 3,
    })),
  };
}

export function dupatta(): Shape {
  const strip =
    "M196 120 C214 100 270 96 290 112 C286 280 276 450 264 640 C236 650 196 648 168 636 C176 460 190 290 196 120 Z";
  return {
    panels: [
      {
        path: "M310 112 C330 96 386 100 404 120 C410 270 424 420 432 560 C404 572 364 574 336 566 C326 420 316 270 310 112 Z",
        isPlain: false,
      },
      { path: strip },
      { path: "M173 560 C200 572 240 574 269 566 L264 640 C236 650 196 648 168 636 Z", tone: "gold", isPlain: true },
      { path: "M331 496 C360 504 400 502 426 490 L432 560 C404 572 364 574 336 566 Z", tone: "gold", isPlain: true },
      { path: "M190 124 C214 92 386 92 410 124 C380 108 220 108 190 124 Z", tone: "inside", isPlain: true },
    ],
    seams: [],
    stitches: [],
    folds: [
      "M220 110 C216 280 208 460 196 640",
      "M256 104 C252 280 244 460 232 644",
      "M346 106 C350 260 360 420 370 566",
      "M380 110 C386 260 396 420 404 566",
    ],
    buttons: [],
    cords: [
      ...Array.from({ length: 9 }, (_, i) => ({ path: `M${172 + i * 11.5} 640 l-3 40`, width: 4 })),
      ...Array.from({ length: 9 }, (_, i) => ({ path: `M${338 + i * 11.5} 564 l3 40`, width: 4 })),
    ],
  };
}

export function tote(): Shape {
  return {
    panels: [
      {
        path: symmetrical(
          [300, 296],
          [
            [160, 296],
            [156, 420, 150, 540, 142, 652],
            [196, 664, 250, 666, 300, 666],
          ],
        ),
      },
    ],
    seams: ["M160 328 L440 328", ...both("M212 296 L212 362 L236 362 L236 296")],
    stitches: ["M162 318 L438 318", "M146 640 C200 652 400 652 454 640"],
    folds: [
      "M206 380 C200 470 210 560 196 650",
      "M398 380 C406 480 392 560 404 650",
      "M300 420 C306 500 294 580 302 654",
    ],
    buttons: [],
    cords: [{ path: "M224 356 L224 300 C224 140 376 140 376 300 L376 356", width: 19 }],
    motif: "tote",
  };
}
