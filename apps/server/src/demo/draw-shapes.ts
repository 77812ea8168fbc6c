import { mirrored, symmetrical } from "./draw-paths.ts";
import type { GarmentKind } from "./range.ts";

/** A piece of cloth of a garment, and what is drawn on top of it. */
export interface Panel {
  path: string;
  /** Other cloth than the garment's own: darker (an inside), or lighter (a lining). */
  tone?: "inside" | "trim" | "gold";
  /** The print stops here. */
  isPlain?: boolean;
}

export interface Shape {
  panels: Panel[];
  /** Seams: thin lines in the cloth's own darker colour. */
  seams: string[];
  /** Stitching: dashed lines. */
  stitches: string[];
  /** Soft folds. */
  folds: string[];
  buttons: readonly (readonly [number, number])[];
  /** Loose cords: hood strings, ties, handles; with their thickness. */
  cords?: readonly { path: string; width: number }[];
  motif?: "sun" | "chevron" | "cat" | "tote";
  /** Scale about the middle; children's garments are smaller. */
  scale?: number;
}

const both = (path: string): string[] => [path, mirrored(path)];
const pair = (path: string, more: Omit<Panel, "path"> = {}): Panel[] => both(path).map((p) => ({ path: p, ...more }));
const buttonsAt = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, i) => [300, from + step * i] as const);

const longSleeve =
  "M182 138 C142 154 122 220 108 330 C98 410 88 480 80 548 C96 558 116 560 132 556 C146 470 164 380 192 292 C196 240 192 180 182 138 Z";
const cuff = "M84 516 C100 526 122 530 138 526 L132 558 C116 562 96 560 80 550 Z";
const tallFolds = [
  "M232 300 C222 420 236 520 214 640",
  "M372 280 C384 400 366 520 388 650",
  "M300 330 C310 430 292 540 306 650",
];

function tee(): Shape {
  const neck = "M228 118 C250 138 350 138 372 118 C360 152 332 174 300 174 C268 174 240 152 228 118 Z";
  return {
    panels: [
      { path: neck, tone: "inside", isPlain: true },
      {
        path: symmetrical(
          [300, 174],
          [
            [268, 174, 240, 152, 228, 118],
            [202, 128, 172, 138, 152, 152],
            [120, 180, 92, 240, 76, 306],
            [100, 324, 136, 336, 164, 336],
            [168, 304, 174, 280, 182, 258],
            [188, 340, 184, 480, 178, 622],
            [212, 634, 260, 638, 300, 638],
          ],
        ),
      },
    ],
    seams: [
      ...both("M182 258 C170 220 168 180 174 142"),
      "M236 120 C250 158 276 182 300 182 C324 182 350 158 364 120",
      "M228 118 C240 152 268 174 300 174 C332 174 360 152 372 118",
    ],
    stitches: ["M180 608 C212 620 388 620 420 608", ...both("M80 294 C104 312 138 322 167 322")],
    folds: [
      "M214 290 C232 380 214 480 222 600",
      "M388 290 C370 390 390 480 376 604",

      "M300 400 C312 460 294 540 304 620",
    ],
    buttons: [],
  };
}

function shirt(): Shape {
  return {
    panels: [
      ...pair(longSleeve),
      { path: "M250 96 C278 84 322 84 350 96 L340 134 L300 182 L260 134 Z", tone: "inside", isPlain: true },
      {
        path: symmetrical(
          [300, 176],
          [
            [282, 160, 258, 140, 244, 112],
            [220, 122, 200, 130, 182, 138],
            [192, 184, 196, 240, 192, 292],
            [190, 400, 186, 520, 182, 618],
            [206, 668, 260, 664, 300, 664],
          ],
        ),
      },
      ...pair(cuff, { tone: "trim" }),
      ...pair("M240 112 L254 90 C266 106 284 124 300 140 L270 196 C254 170 244 142 240 112 Z", { tone: "trim" }),
    ],
    seams: ["M288 178 L288 663", "M312 178 L312 663", "M340 262 L408 262 L408 330 L374 348 L340 330 Z"],
    stitches: ["M292 180 L292 662", "M308 180 L308 662", "M344 272 L404 272", "M186 606 C212 654 388 654 414 606"],
    folds: tallFolds,
    buttons: buttonsAt(214, 66, 7),
  };
}

function kurta(): Shape {
  const sleeve =
    "M194 138 C162 156 144 210 132 290 C124 340 118 380 112 414 C128 422 148 424 164 422 C174 360 188 300 206 252 Z";
  return {
    panels: [
      ...pair(sleeve),
      { path: "M250 114 C276 128 324 128 350 114 L318 176 L300 250 L282 176 Z", tone: "inside", isPlain: true },
      {
        path: symmetrical(
          [300, 248],
          [
            [294, 214, 288, 190, 282, 176],
            [268, 160, 256, 140, 250, 114],
            [226, 122, 208, 130, 194, 138],
            [202, 176, 208, 216, 206, 252],
            [206, 300, 214, 340, 206, 390],
            [190, 500, 170, 600, 158, 688],
            [206, 704, 254, 708, 300, 708],
          ],
        ),
      },
      { path: "M163 654 C210 670 390 670 437 654 L442 688 C394 704 206 704 158 688 Z", tone: "trim", isPlain: true },
      ...pair("M116 392 C132 400 152 402 168 398 L164 422 C148 424 128 422 112 414 Z", { tone: "trim", isPlain: true }),
    ],
    seams: [...both("M206 252 C202 216 198 176 194 138"), ...both("M176 560 L160 690"), "M300 250 L300 330"],
    stitches: [
      "M244 118 C252 146 266 168 276 184 L296 262 L296 330 L304 330 L304 262 L324 184 C334 168 348 146 356 118",
    ],
    folds: [
      "M236 330 C226 440 216 560 200 680",
      "M364 330 C376 450 384 560 400 680",
      "M300 360 C306 460 290 580 302 690",
      "M262 400 C256 500 250 600 244 690",
      "M340 400 C346 500 352 600 356 690",
    ],
    buttons: [
      [300, 268],
      [300, 292],
      [300, 316],
    ],
  };
}

function mensKurta(): Shape {
  return {
    panels: [
      ...pair(longSleeve),
      {
        path: symmetrical(
          [300, 132],
          [
            [280, 132, 262, 126, 250, 116],
            [226, 122, 202, 130, 182, 138],
            [192, 184, 196, 240, 192, 292],
            [190, 430, 184, 560, 180, 690],
            [218, 702, 260, 706, 300, 706],
          ],
        ),
      },
      {
        path: "M250 116 C248 96 272 90 300 90 C328 90 352 96 350 116 C340 130 312 136 300 136 C288 136 260 130 250 116 Z",
        tone: "trim",
        isPlain: true,
      },
      { path: "M262 104 C276 96 324 96 338 104 C326 112 274 112 262 104 Z", tone: "inside", isPlain: true },
      { path: "M286 134 L314 134 L314 350 L300 362 L286 350 Z", tone: "trim", isPlain: true },
    ],
    seams: [...both("M182 588 L180 690"), "M300 136 L300 356"],
    stitches: [
      "M290 138 L290 348",
      "M310 138 L310 348",
      "M182 676 C218 690 382 690 418 676",
      ...both("M86 526 C102 536 122 540 138 534"),
    ],
    folds: tallFolds,
    buttons: buttonsAt(164, 46, 4),
  };
}

function dress(): Shape {
  const sleeve = "M222 124 C192 138 164 176 150 226 C172 240 202 240 220 230 C214 196 214 158 222 124 Z";
  return {
    panels: [
      ...pair(sleeve),
      { path: "M256 112 C278 124 322 124 344 112 L300 224 Z", tone: "inside", isPlain: true },
      {
        path: symmetrical(
          [300, 222],
          [
            [290, 196, 268, 150, 256, 112],
            [244, 116, 232, 120, 222, 124],
            [210, 156, 208, 196, 218, 232],
            [226, 270, 232, 300, 230, 328],
            [208, 430, 160, 560, 128, 676],
            [186, 706, 250, 712, 300, 712],
          ],
        ),
      },
      { path: "M230 322 C254 332 346 332 370 322 L370 348 C346 358 254 358 230 348 Z", tone: "trim", isPlain: true },
    ],
    seams: ["M300 222 C284 260 262 300 246 330", ...both("M218 232 C210 196 212 156 222 124")],
    stitches: ["M132 662 C188 692 412 692 468 662"],
    folds: [
      "M250 356 C232 470 204 580 180 690",
      "M350 356 C368 470 396 580 420 690",
      "M282 358 C276 470 262 600 248 704",
      "M318 358 C324 470 338 600 352 704",
      "M300 358 C304 480 296 600 302 706",
    ],
    buttons: [],
    cords: [{ path: "M352 340 C366 380 360 410 374 450 M352 340 C372 370 384 390 392 430", width: 7 }],
  };
}

function trousers(): Shape {
  return {
    panels: [
      {
        path: symmetrical(
          [300, 92],
          [
            [204, 92],
            [196, 180, 184, 300, 186, 430],
            [188, 530, 192, 620, 196, 704],
            [220, 712, 256, 712, 280, 708],
            [284, 580, 292, 440, 300, 318],
          ],
        ),
      },
      { path: "M204 92 L396 92 L399 124 L201 124 Z", tone: "trim", isPlain: true },
    ],
    seams: ["M300 124 L300 318", ...both("M212 124 C212 168 208 196 188 214"), "M300 248 C280 244 274 220 274 126"],
    stitches: [
      "M203 120 L397 120",
      ...both("M220 126 C220 172 214 204 194 222"),
      "M294 244 C284 238 280 220 280 126",
      ...both("M196 690 C222 698 256 698 280 694"),
    ],
    folds: ["M236 200 C228 360 232 540 236 700", "M364 200 C372 360 368 540 364 700"],
    buttons: [[300, 108]],
    cords: [226, 264, 336, 374].map((x) => ({ path: `M${x} 86 L${x} 130`, width: 7 })),
  };
}

function jacket(): Shape {
  return {
    panels: [
      ...pair(longSleeve),
      { path: "M246 98 C278 84 322 84 354 98 L346 150 L300 210 L254 150 Z", tone: "inside", isPlain: true },
      {
        path: symmetrical(
          [300, 214],
          [
            [282, 180, 258, 140, 244, 110],
            [218, 120, 198, 128, 178, 138],
            [188, 184, 194, 240, 190, 292],
            [188, 400, 184, 500, 182, 590],
            [220, 604, 260, 606, 300, 606],
          ],
        ),
      },
      ...pair(cuff, { tone: "trim", isPlain: true }),
      { path: "M182 572 C220 586 380 586 418 572 L418 608 C380 622 220 622 182 608 Z", tone: "trim", isPlain: true },
      ...pair("M240 112 L256 88 C270 116 288 150 300 176 L272 232 C250 200 240 156 240 112 Z", {
        tone: "trim",
        isPlain: true,
      }),
    ],
    seams: [
      "M300 206 L300 606",
      "M284 214 L284 604",
      ...both("M206 276 L270 276 L270 300 L238 320 L206 300 Z"),
      ...both("M212 450 L240 530"),
    ],
    stitches: [
      "M290 216 L290 604",
      ...both("M210 284 L266 284"),
      ...both("M218 448 L246 528"),
      "M184 584 C220 598 380 598 416 584",
    ],
    folds: tallFolds.slice(0, 2),
    buttons: buttonsAt(240, 68, 5),
  };
}

/** Sleeveless, with a band collar. */
function waistcoat(): Shape {
  return {
    panels: [
      {
        path: symmetrical(
          [300, 140],
          [
            [280, 140, 258, 130, 246, 112],
            [226, 120, 212, 126, 198, 134],
            [212, 184, 214, 240, 190, 286],
            [188, 400, 184, 510, 182, 610],
            [220, 634, 264, 624, 300, 616],
          ],
        ),
      },
      {
        path: "M246 112 C244 90 270 84 300 84 C330 84 356 90 354 112 C342 132 314 142 300 144 C286 142 258 132 246 112 Z",
        tone: "trim",
        isPlain: true,
      },
      { path: "M260 100 C276 90 324 90 340 100 C326 110 274 110 260 100 Z", tone: "inside", isPlain: true },
    ],
    seams: [
      "M300 144 L300 618",
      ...both("M214 440 L268 432 L268 446 L214 454 Z"),
      "M344 268 L396 262 L396 274 L344 280 Z",
    ],
    stitches: ["M292 146 L292 616", ...both("M206 138 C220 186 222 240 198 284")],
    folds: tallFolds.slice(0, 3),
    buttons: buttonsAt(180, 70, 6),
  };
}

function skirt(): Shape {
  return {
    panels: [
      {
        path: symmetrical(
          [300, 126],
          [
            [218, 126],
            [204, 230, 158, 480, 122, 654],
            [184, 688, 248, 694, 300, 694],
          ],
        ),
      },
      { path: "M218 126 C250 120 350 120 382 126 L386 160 C350 154 250 154 214 160 Z", tone: "trim", isPlain: true },
    ],
    seams: ["M214 160 C250 154 350 154 386 160"],
    stitches: ["M126 640 C186 674 414 674 474 640"],
    folds: [
      "M240 164 C226 330 196 520 168 668",
      "M360 164 C374 330 404 520 432 668",
      "M266 162 C258 330 240 520 222 680",
      "M334 162 C342 330 360 520 378 680",
      "M300 162 C302 330 294 520 300 684",
      "M284 162 C280 330 268 520 262 684",
      "M318 162 C322 330 330 520 340 684",
    ],
    buttons: [],
  };
}

function hoodie(): Shape {
  return {
    panels: [
      ...pair(longSleeve),
      {
        path: "M220 146 C210 78 246 44 300 44 C354 44 390 78 380 146 C362 190 330 208 300 208 C270 208 238 190 220 146 Z",
        tone: "trim",
        isPlain: true,
      },
      {
        path: "M242 150 C238 96 266 72 300 72 C334 72 362 96 358 150 C352 190 330 204 300 206 C270 204 248 190 242 150 Z",
        tone: "inside",
        isPlain: true,
      },
      {
        path: symmetrical(
          [300, 196],
          [
            [270, 192, 240, 172, 222, 134],
            [206, 130, 194, 134, 182, 138],
            [190, 184, 194, 240, 190, 292],
            [186, 400, 182, 500, 180, 604],
            [220, 616, 260, 618, 300, 618],
          ],
        ),
      },
      { path: "M180 598 C220 610 380 610 420 598 L414 640 C380 652 220 652 186 640 Z", tone: "trim", isPlain: true },
      ...pair(cuff, { tone: "trim", isPlain: true }),
      { path: "M232 452 L368 452 L402 528 L402 592 L198 592 L198 528 Z", isPlain: true },
    ],
    seams: ["M222 134 C240 172 270 192 300 196 C330 192 360 172 378 134", ...both("M190 292 C196 240 192 180 182 138")],
    stitches: ["M238 460 L362 460", ...both("M204 530 L238 458")],
    folds: tallFolds.slice(0, 3),
    buttons: [],
    cords: both("M272 186 C270 230 268 260 272 300").map((path) => ({ path, width: 5 })),
  };
}

function frock(): Shape {
  const plain = dress();
  return {
    ...plain,
    scale: 0.86,
    panels: [
      ...pair("M222 122 C186 124 160 158 160 200 C176 222 204 224 220 212 Z"),
      {
        path: symmetrical(
          [300, 142],
          [
            [280, 142, 262, 132, 254, 114],
            [242, 116, 232, 120, 222, 124],
            [212, 156, 212, 196, 218, 232],
            [222, 262, 226, 290, 224, 316],
            [200, 430, 150, 540, 118, 640],
            [186, 676, 250, 682, 300, 682],
          ],
        ),
      },
      { path: "M224 308 C254 318 346 318 376 308 L376 332 C346 342 254 342 224 332 Z", tone: "trim", isPlain: true },
      ...pair("M254 112 C248 140 256 170 274 184 C290 178 300 162 300 142 C280 142 262 132 254 112 Z", {
        tone: "trim",
        isPlain: true,
      }),
    ],
    seams: [],
    stitches: ["M124 622 C188 656 412 656 476 622"],
    cords: [
      {
        path: "M300 326 C272 306 252 308 250 326 C252 344 274 342 300 326 C328 306 348 308 350 326 C348 344 326 342 300 326",
        width: 7,
      },
    ],
  };
}

function saree(): Shape {
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

function dupatta(): Shape {
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

function tote(): Shape {
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

const shapes: Readonly<Record<GarmentKind, () => Shape>> = {
  kurta,
  mens_kurta: mensKurta,
  shirt,
  tshirt: tee,
  dress,
  trousers,
  jacket,
  skirt,
  hoodie,
  kids_tee: () => ({ ...tee(), scale: 0.86 }),
  kids_frock: frock,
  saree,
  dupatta,
  tote,
};

/** The parts of a garment in a 600 x 750 drawing. */
export function shapeOf(kind: GarmentKind, name: string, print: string): Shape {
  if (kind === "jacket" && name.includes("Nehru")) return waistcoat();
  const shape = shapes[kind]();
  if (print === "chevron") return { ...shape, motif: name.includes("sun") ? "sun" : "chevron" };
  return name.includes("animal") ? { ...shape, motif: "cat" } : shape;
}
