import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as learn from "./index.ts";

/** Series and columns as nobody would wish them. */
const nasty = fc.oneof(
  fc.constantFrom<number[]>(
    [],
    [0],
    [7],
    [Number.NaN],
    new Array<number>(40).fill(0),
    new Array<number>(40).fill(3),
    Array.from({ length: 40 }, (_, i) => (i === 20 ? Number.NaN : i)),
    Array.from({ length: 40 }, (_, i) => (i === 39 ? Number.POSITIVE_INFINITY : 1)),
    Array.from({ length: 40 }, (_, i) => 1e300 * (1 + (i % 3))),
    Array.from({ length: 40 }, (_, i) => 1e-300 * (1 + (i % 5))),
    Array.from({ length: 40 }, (_, i) => -5 - (i % 7)),
    Array.from({ length: 60 }, (_, i) => (i === 59 ? 9 : 0)),
  ),
  fc.array(fc.oneof(fc.integer({ min: -3, max: 50 }), fc.constantFrom(0, 0, 1e12, -1e12, Number.NaN)), {
    maxLength: 50,
  }),
);
const number = fc.constantFrom(0, 1, -1, 0.5, 1e-9, 3, 12, 1e12, -1e12, Number.NaN, Number.POSITIVE_INFINITY);
type Bad = { a: number[]; b: number[]; x: number; y: number; z: number; n: number };
const bad: fc.Arbitrary<Bad> = fc.record({
  a: nasty,
  b: nasty,
  x: number,
  y: number,
  z: number,
  n: fc.integer({ min: -1, max: 60 }),
});

/** Path to the first NaN in an answer; null where there is none. */
function findNaN(value: unknown, path = "answer"): string | null {
  if (typeof value === "number") return Number.isNaN(value) ? path : null;
  if (value === null || typeof value !== "object") return null;
  const entries =
    value instanceof Map
      ? [...value]
      : ArrayBuffer.isView(value)
        ? [...(value as Float64Array).entries()]
        : Object.entries(value);
  for (const [key, part] of entries) {
    const found = findNaN(part, `${path}.${String(key)}`);
    if (found) return found;
  }
  return null;
}

const f64 = (values: number[]) => Float64Array.from(values);
const whole = (v: number) => (Number.isFinite(v) ? Math.max(-1, Math.min(5, Math.round(v))) : 0);
const rng = () => learn.createRng(1);
const labelsOf = (values: number[]) => values.map((v) => (v > 3 ? 1 : 0));
/** Runs on the model where the fit was not refused. */
const after = <T>(fitted: learn.Outcome<T>, run: (model: T) => unknown) =>
  fitted.ok ? [fitted.value, run(fitted.value)] : fitted;
const given = <T>(model: T | null, run: (model: T) => unknown) => (model === null ? null : [model, run(model)]);
/** Members are told that their history is finite and of size about 1: what prepareSeries makes of it. */
function prepared(values: number[], run: (history: Float64Array) => unknown): unknown {
  const ready = learn.prepareSeries(f64(values), { period: 7 });
  return "ok" in ready ? ready : run(ready.values);
}
const row = [Number.NaN, 1e9];
const purchases = ({ a, b, n }: Bad): learn.PurchaseHistory => ({
  customers: a.map((v) => (Number.isNaN(v) ? 0 : Math.abs(Math.round(v)) % 5)),
  items: a.map((v, i) => (Number.isNaN(v) ? v : Math.abs(Math.round(v + i)) % 7)),
  days: a.map((_, i) => b[i] ?? i),
  baskets: a.map((_, i) => i >> 1),
  customerCount: 5,
  itemCount: n < 0 ? 3 : 7,
});
const demand = ({ a, x, y, n }: Bad): learn.Demand =>
  (
    [
      { kind: "normal", mean: x, deviation: y },
      { kind: "poisson", mean: x },
      { kind: "negative_binomial", mean: x, variance: y },
      { kind: "samples", values: a },
    ] as const
  )[Math.abs(n) % 4]!;
const ladder = ({ a, x }: Bad) => [...a.slice(0, 5), x].map((v) => ({ priceMinor: v, netMinor: v }));
const events = ({ a, b }: Bad): learn.DetectionEvent[] =>
  a.map((v, i) => ({ eventId: String(i), measures: { v, w: b[i] ?? 0 } }) as unknown as learn.DetectionEvent);
const histories = ({ a, b, x }: Bad) => a.map((v, i) => ({ frequency: v, recency: b[i] ?? 0, age: x }));
const spends = ({ a, b }: Bad) => a.map((v, i) => ({ frequency: v, meanMinor: b[i] ?? 0 }));
const panel = ({ a, b }: Bad): learn.PricePanel => ({
  style: a.map((_, i) => `s${i % 3}`),
  price: a,
  quantity: a.map((_, i) => b[i] ?? 1),
  effects: [a.map((_, i) => i % 2)],
});
const methods = ["croston", "sba", "tsb", "adida", "imapa"] as const;

/** Every public function that takes data from outside, with the door it is reached by. */
const doors: Record<string, (input: Bad) => unknown> = {
  "forecastAuto, fitAuto, predictAuto, prepareAuto, prepareSeries, tryPrepared, fitTried, tryMembers, fitMembers, mixAtOrigins, describeShape":
    ({ a, n }) => learn.forecastAuto(f64(a), { horizon: n, period: 7, drivers: [{ name: "p", values: a }] }),
  "forecastPanel, fitPanel, gatherEvidence": ({ a, b }) =>
    learn.forecastPanel([{ history: f64(a) }, { history: f64(b) }], { horizon: 5, period: 12 }),
  "restoreDemand, shareOfSizesInStock": ({ a, b }) =>
    learn.restoreDemand(f64(a.map((v) => (Number.isFinite(v) ? v : 0))), b, { period: 7 }),
  "chooseEts, fitEts, predictEts, spreadEts, refilterEts": ({ a }) =>
    prepared(a, (h) =>
      given(learn.chooseEts(h, { period: 7 }), (m) => [
        learn.predictEts(m, 9),
        learn.spreadEts(m, 9),
        learn.refilterEts(m, h),
      ]),
    ),
  "chooseArima, fitArima, predictArima, spreadArima, refilterArima": ({ a }) =>
    prepared(a, (h) =>
      given(learn.chooseArima(h, { period: 7 }), (m) => [learn.predictArima(m, 9), learn.spreadArima(m, 9)]),
    ),
  "fitTheta, predictTheta, advanceTheta": ({ a }) =>
    prepared(a, (h) => given(learn.fitTheta(h, 7), (m) => [learn.predictTheta(m, 9), learn.advanceTheta(m, h)])),
  "fitDecomposed, predictDecomposed, advanceDecomposed, decomposeMstl": ({ a }) =>
    prepared(a, (h) => given(learn.fitDecomposed(h, [7], false), (m) => learn.predictDecomposed(m, 9))),
  "fitIntermittent, predictIntermittent, meanInterval": ({ a }) =>
    prepared(a, (h) => methods.map((method) => learn.predictIntermittent(learn.fitIntermittent(h, method), 4))),
  "fitLinear, predictLinear": ({ a }) =>
    prepared(a, (h) => given(learn.fitLinear(h, 7), (m) => learn.predictLinear(m, 9))),
  "fitLagForest, predictLagForest, advanceLagForest": ({ a }) =>
    prepared(a, (h) =>
      given(learn.fitLagForest(h, 7), (m) => [
        learn.predictLagForest(m, 9),
        learn.predictLagForest(learn.advanceLagForest(m, h), 2),
      ]),
    ),
  "fitNaive, predictNaive": ({ a }) => prepared(a, (h) => learn.predictNaive(learn.fitNaive(h, 7), 9)),
  "fitMovingAverage, predictMovingAverage": ({ a }) =>
    prepared(a, (h) => learn.predictMovingAverage(learn.fitMovingAverage(h, 7), 9)),
  "tameSpikes, growsWithLevel, isSeasonal, estimateSeason, seasonalStrength, kpssStatistic": ({ a }) =>
    prepared(a, (h) => [
      learn.tameSpikes(h),
      learn.growsWithLevel(h, 7),
      learn.isSeasonal(h, 7),
      learn.estimateSeason(h, 7, false),
      learn.seasonalStrength(h, 7),
      learn.kpssStatistic(h),
    ]),
  "fitSizeCurves, readSizeCurve, splitBySizeCurve": ({ a, b, x }) => {
    const sizes = ["S", "M", "L"];
    const curves = learn.fitSizeCurves(
      [{ path: ["brand", "store"], sold: a.slice(0, 3), inStock: b.slice(0, 3) }],
      sizes,
    );
    const shares = learn.readSizeCurve(curves, ["brand", "unknown"]);
    return [curves, shares, learn.splitBySizeCurve(x, shares)];
  },
  "fitStyleModel, forecastNewStyle, styleDistance": ({ a, b, x }) => {
    const styles = Array.from({ length: 6 }, (_, i) => ({
      id: `${i}`,
      traits: { labels: { colour: i % 2 ? "red" : "blue" }, amounts: { price: a[i] ?? x } },
      weekly: f64(i % 2 ? a : b),
    }));
    const traits = { labels: { colour: "never seen" }, amounts: { price: x } };
    return given(learn.fitStyleModel(styles), (m) =>
      learn.forecastNewStyle(m, styles, traits, { weeks: 4, seen: b.slice(0, 2) }),
    );
  },
  "mase, smape, wape, bias, rmsse, wrmsse, owa, pinballLoss, coverage, intervalScore": ({ a, b }) =>
    prepared(a, (h) =>
      prepared(b, (g) => {
        const n = Math.min(h.length, g.length, 5);
        const [y, f] = [h.subarray(0, n), g.subarray(0, n)];
        if (n === 0) return null;
        return [
          learn.mase(h, y, f, 7),
          learn.smape(y, f),
          learn.wape(y, f),
          learn.bias(y, f),
          learn.rmsse(h, y, f),
          learn.pinballLoss(y, f, 0.9),
          learn.coverage(y, f, f),
          learn.intervalScore(y, f, f, 0.8),
          learn.owa({ smape: 1, mase: 1 }, { smape: 0, mase: 0 }),
        ];
      }),
    ),
  "conformalRadius, conformalMargin": ({ a }) =>
    prepared(a, (h) => [learn.conformalRadius(h, 0.8), learn.conformalMargin(h, h, h, 0.8)]),
  calculateReorderPoint: ({ x, y, z, n }) =>
    learn.calculateReorderPoint({
      meanPerDay: x,
      deviationPerDay: y,
      leadTimeDays: z,
      service: n % 2 ? { kind: "cycle", level: y } : { kind: "fill", level: z, orderQty: x },
    }),
  calculateOrderQuantity: ({ x, y, z, n }) =>
    learn.calculateOrderQuantity({
      unitsPerYear: x,
      orderCostMinor: y,
      holdingShare: z,
      breaks: [{ fromQty: 0, unitCostMinor: x }],
      minOrderQty: n,
      packSize: n,
    }),
  "calculateNewsvendor, checkDemand, checkEconomics, meanDemand": (bad) =>
    learn.calculateNewsvendor(demand(bad), { priceMinor: bad.x, costMinor: bad.y, salvageMinor: bad.z }),
  choosePacks: (bad) =>
    learn.choosePacks({
      sizes: [{ size: "S", demand: demand(bad), positionQty: bad.n }],
      packs: [{ name: "p", units: [whole(bad.y)] }],
      unit: { priceMinor: 100, costMinor: bad.z, salvageMinor: 10 },
      maxUnits: 50,
    }),
  allocateByNeed: (bad) =>
    learn.allocateByNeed(
      [
        { locationId: "a", demand: demand(bad), positionQty: bad.z },
        { locationId: "b", demand: demand(bad), positionQty: 0 },
      ],
      bad.n,
      { packSize: whole(bad.x) },
    ),
  "buildLadder, netOfTax, isInDeadBand": ({ x, y, z }) =>
    learn.buildLadder({ fromMinor: Math.min(1e6, x), toMinor: Math.min(1e6, y), stepMinor: z }),
  "recommendPrice, expectedProfitAt, isPriceAllowed": (bad) =>
    learn.recommendPrice({
      presentPriceMinor: bad.x,
      baseQty: bad.y,
      unitCostMinor: bad.z,
      elasticity: { elasticity: bad.y, standardError: bad.x },
      ladder: ladder(bad),
      maxStepShare: bad.z,
    }),
  planMarkdown: (bad) =>
    learn.planMarkdown({
      stockQty: bad.n,
      weeklyQty: bad.a.slice(0, 4),
      presentPriceMinor: bad.x,
      ladder: ladder(bad),
      elasticity: { elasticity: bad.y, standardError: 0.3 },
      salvageMinor: bad.z,
    }),
  "fitElasticity, studentQuantile": (bad) => learn.fitElasticity(panel(bad)),
  "judgeSequentialTest, addObservation, emptyArm": ({ a, b }) =>
    learn.judgeSequentialTest(
      a.reduce(learn.addObservation, learn.emptyArm()),
      b.reduce(learn.addObservation, learn.emptyArm()),
    ),
  "fitRfm, scoreRfm, measureRfm": ({ a, b, x }) =>
    after(
      learn.fitRfm(a.map((v, i) => ({ customerId: `${i}`, recencyDays: v, frequency: b[i] ?? 0, monetaryMinor: x }))),
      (m) => learn.scoreRfm(m, { recencyDays: 3, frequency: 1, monetaryMinor: 1e12 }),
    ),
  "assignSegments, findSegment": ({ a }) =>
    learn.assignSegments(
      learn.rfmSegmentation,
      a.map((v, i) => ({ customerId: `${i}`, measures: { recency: v } })),
    ),
  "fitKMeans, assignClusters, calculateSilhouette, checkPoints, createRng": ({ a, n }) => {
    const points = { values: f64(a), dimensions: 2 };
    return after(learn.fitKMeans(points, n, rng()), (m) => [
      learn.assignClusters(m, points),
      learn.calculateSilhouette(points, learn.assignClusters(m, points), rng()),
    ]);
  },
  chooseClusterCount: ({ a, n }) => learn.chooseClusterCount({ values: f64(a), dimensions: 2 }, [2, n], rng()),
  "clusterByDensity, suggestRadius": ({ a, x, n }) => [
    learn.clusterByDensity({ values: f64(a), dimensions: 2 }, x, n),
    learn.suggestRadius({ values: f64(a), dimensions: 2 }, n),
  ],
  "fitScaling, applyScaling, countPoints": ({ a }) =>
    prepared(a, (h) =>
      learn.applyScaling({ values: h, dimensions: 1 }, learn.fitScaling({ values: h, dimensions: 1 })),
    ),
  "fitBgNbd, probabilityAlive, probabilityBuysWithin, expectedPurchases": (bad) =>
    after(learn.fitBgNbd(histories(bad)), (m) => [
      learn.probabilityAlive(m, { frequency: 0, recency: 0, age: 0 }),
      learn.probabilityBuysWithin(m, { frequency: 3, recency: 5, age: 9 }, 30),
      learn.expectedPurchases(m, { frequency: 900, recency: 1e6, age: 1e6 }, 30),
    ]),
  "fitGammaGamma, expectedSpend, calculateLifetimeValue": (bad) =>
    after(learn.fitGammaGamma(spends(bad)), (m) => learn.expectedSpend(m, { frequency: 0, meanMinor: 0 })),
  "fitChurn, predictChurn, explainChurn": ({ a, b }) =>
    after(
      learn.fitChurn([a, a.map((_, i) => b[i] ?? 0)], ["a", "b"], labelsOf(a), rng(), {
        folds: 3,
        kinds: ["logistic"],
      }),
      (m) => [
        learn.predictChurn(
          m,
          row.map((v) => [v]),
        ),
        learn.explainChurn(m, [1, 2]),
      ],
    ),
  "fitLogistic, predictLogistic, explainLogistic, signedLog": ({ a }) =>
    after(learn.fitLogistic([a], labelsOf(a)), (m) => learn.predictLogistic(m, [row])),
  "fitPlatt, fitIsotonic, calibrateProbability": ({ a }) =>
    [learn.fitPlatt, learn.fitIsotonic].map((fit) =>
      after(fit(a, labelsOf(a)), (m) => learn.calibrateProbability(m, 0.3)),
    ),
  "calculateAuc, calculateBrier": ({ a }) =>
    prepared(a, (h) => [
      learn.calculateAuc(h, labelsOf([...h])),
      h.length > 0 && learn.calculateBrier(h, labelsOf([...h])),
    ]),
  predictNextOrder: ({ a, b, x }) => learn.predictNextOrder(a, x, b),
  fitItemKnn: (bad) => learn.fitItemKnn(purchases(bad)),
  "fitUserKnn, scoreUserKnn": (bad) => after(learn.fitUserKnn(purchases(bad)), (m) => learn.scoreUserKnn(m, [])),
  "fitEase, addLinks": (bad) => learn.fitEase(purchases(bad)),
  "fitAls, scoreAls": (bad) =>
    after(learn.fitAls(purchases(bad), rng(), { factors: 3, iterations: 2 }), (m) => learn.scoreAls(m, [[], [0]])),
  "fitContent, scoreContent": ({ a }) =>
    after(learn.fitContent(a.map((v) => (v > 2 ? ["red"] : []))), (m) =>
      learn.scoreContent(m, a.length > 0 ? [0] : []),
    ),
  "fitBoughtTogether, listCompanions, completeLook": (bad) =>
    after(learn.fitBoughtTogether(purchases(bad)), (m) => learn.listCompanions(m, 0, 3, () => true)),
  "fitHybrid, rankHybrid, recommendHybrid, tabulateCustomers": (bad) => {
    const history = purchases(bad);
    return after(learn.fitHybrid(history, { today: 60, rounds: 3 }, rng()), (m) =>
      learn.recommendHybrid(m, learn.tabulateCustomers(history)[0]!, 3, { isAvailable: () => true }),
    );
  },
  "scoreRankings, calculateNdcg, pickTop": ({ a }) => [
    learn.scoreRankings([], []),
    learn.scoreRankings([a], [new Set<number>()]),
    learn.pickTop(a, 3, () => true),
  ],
  "fitIsolationForest, scoreIsolation, explainIsolation": ({ a, b }) =>
    after(learn.fitIsolationForest([a, a.map((_, i) => b[i] ?? 0)], rng(), { trees: 5 }), (m) => [
      learn.scoreIsolation(
        m,
        row.map((v) => [v]),
      ),
      learn.explainIsolation(m, row),
    ]),
  "fitUsualRange, scoreRobustly": ({ a, x }) =>
    after(learn.fitUsualRange(a), (m) => (Number.isFinite(x) ? learn.scoreRobustly(m, x) : 0)),
  "fitSeasonalBaseline, scoreSeasonally": ({ a }) =>
    after(learn.fitSeasonalBaseline(a), (m) => learn.scoreSeasonally(m, 5)),
  findChangePoints: ({ a }) => learn.findChangePoints(a),
  scorePeers: ({ a, b }) =>
    learn.scorePeers(
      a.map(
        (v, i) =>
          ({ peerId: `${i}`, events: v, count: v, total: b[i] ?? 1, trials: b[i] ?? 1 }) as unknown as learn.PeerCount,
      ),
    ),
  "fitDetector, judgeEvents, flagEvents, learnThreshold, findBrokenRules": (bad) =>
    after(learn.fitDetector(events(bad), ["v", "w", "missing"], rng()), (m) => learn.judgeEvents(m, events(bad))),
  "fitBoosting, predictBoosting, scoreBoosting, predictBoostingRow, explainBoosting": ({ a, b }) =>
    (["squared", "logistic", "poisson", "tweedie"] as const).map((kind) => {
      const loss = kind === "tweedie" ? { kind, power: 1.5 } : { kind };
      return after(
        learn.fitBoosting([b.slice(0, a.length)], kind === "logistic" ? labelsOf(a) : a, { loss, rounds: 3 }, rng()),
        (m) => [learn.predictBoosting(m, [row]), learn.explainBoosting(m, [Number.NaN])],
      );
    }),
  "fitForestRegression, fitForestClassifier, predictForest, predictForestClasses, explainForest": ({ a, b }) => [
    after(
      learn.fitForestRegression(
        [a],
        a.map((_, i) => b[i] ?? 0),
        { trees: 3 },
        rng(),
      ),
      (m) => learn.predictForest(m, [row]),
    ),
    after(learn.fitForestClassifier([a], labelsOf(a), { trees: 3 }, rng()), (m) =>
      learn.predictForestClasses(m, [row]),
    ),
  ],
  "fitSizeAdvice, readStyleFit, readCut": ({ a, b }) => {
    const outcomes = ["small", "fits", "large"] as const;
    const purchases = a.map((v, i) => ({
      ...{ customerId: i % 3 ? `${i % 4}` : null, styleId: `${i % 2}`, position: Math.abs(v) % 4, tried: i % 2 === 0 },
      ...{ outcome: outcomes[i % 3]!, count: b[i] ?? 9 },
    }));
    const styles = ["0", "1"].map((styleId) => ({ styleId, positions: [0, 1, 2, 3], groups: ["g"] }));
    return after(learn.fitSizeAdvice(styles, purchases), (m) =>
      learn.readCut(m.steps, learn.readStyleFit(m, "x", ["y"])),
    );
  },
  predictOutcome: ({ a, x, y, z }) =>
    learn.predictOutcome(
      {
        steps: { slope: 2, small: 3, large: 3, tried: 1 },
        people: { mean: whole(x), deviation: 1 + Math.abs(whole(y)), choice: 0.2 },
      },
      { style: { positions: a, offset: y, standardError: Math.abs(z) }, position: a[0] ?? 0, tried: false },
      { mean: z, deviation: Math.abs(x) },
    ),
  "adviseSize, chancesAt": ({ a, x, y, z }) =>
    learn.adviseSize(
      { slope: x, small: 3, large: 3, tried: 1 },
      { offset: y, standardError: Math.abs(z) },
      { mean: z, deviation: Math.abs(x) },
      a,
    ),
  placeCustomer: ({ a, b, x, y }) =>
    learn.placeCustomer(
      {
        steps: { slope: 2, small: 3, large: 3, tried: 1 },
        people: { mean: whole(x), deviation: 1 + Math.abs(whole(y)), choice: 0.2 },
      },
      a.map((v, i) => ({
        ...{ position: v, outcome: i % 2 ? "fits" : "small", tried: false, count: b[i] ?? 1 },
        style: { positions: a, offset: 0, standardError: 1 },
      })),
    ),
  fitReturnReasons: ({ a, b }) =>
    learn.fitReturnReasons(
      a.map((v, i) => ({ styleId: `${i}`, category: `${i % 2}`, kept: v, back: [b[i] ?? 0, 1] })),
      ["too_small", "other"],
    ),
  "solveRidge, factorCholesky, solveCholesky": ({ a }) =>
    prepared(a, (h) => (h.length > 1 ? learn.solveRidge({ rows: h, columns: 1, target: h }) : null)),
  "scoreContextPopularity, countSales, cutHistory, checkHistory": (bad) => {
    const history = purchases(bad);
    return learn.checkHistory(history) ?? learn.scoreContextPopularity(history, history.customers, 99, { today: 60 });
  },
};

/** Steps of the doors above: they are handed what a door has checked, or hold no data (names, tables, generators, calendars). */
const steps =
  "alignRow askOutside assertSameLength backtest binColumns binOf bottomUp buildHierarchy clampPoints combinePoints countEtsParameters countOpenDays countProbabilities dayNumber decomposedCandidate difference differencePolynomial easterDay encodeCategories errorProbability errorQuantile expandLastDays expandOpenDays expectedSales festivalDrivers festivalsOf findClosedWeekdays findCuts findQuantity fitCategoryCodes fitDrivers fitGlobal intermittentCandidate invertTable isYoung lagPolynomial levelAt listEtsForms listFestivalDays listPortfolio listReasons loadLstm loadProphet makeEtsRoom makeExceedance meanAbsoluteError meanSquaredError measureLosses minimiseLbfgs minimiseNelderMead multiplyDrivers multiplyPolynomials naiveAbsoluteScale naiveSquaredScale nameArima nameArimaOrder nameEts nameEtsForm nameFeatures nameMember normalQuantile orthodoxEasterDay planBacktest predictGlobal predictMember readOrigin reconcile reconcileForecasts runningSums scoreBacktest shapeErrors shrinkCovariance spreadMember spreadOf squaredDistance stationaryCoefficients tableCandidate toResponse usualWindow varianceMember weighMembers weightedMean writeFeatures";

test("every public function is behind a door or a step of one", () => {
  const named = new Set(`${Object.keys(doors).join(" ")} ${steps}`.match(/\w+/g));
  const missing = Object.entries(learn).filter(([name, value]) => typeof value === "function" && !named.has(name));
  expect(missing.map(([name]) => name)).toEqual([]);
});

describe("bad input gets a typed refusal or a sensible answer, never NaN", () => {
  for (const [name, run] of Object.entries(doors)) {
    test(name, () => {
      fc.assert(
        fc.property(bad, (input) => {
          expect(findNaN(run(input))).toBeNull();
        }),
        { numRuns: 60, seed: 1 },
      );
    }, 30_000);
  }
});
