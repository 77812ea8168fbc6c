import { symmetrical } from "./draw-paths.ts";
import { both, buttonsAt, cuff, longSleeve, pair, type Shape, tallFolds } from "./shape-parts.ts";

export function jacket(): Shape {
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
export function waistcoat(): Shape {
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

export function hoodie(): Shape {
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
