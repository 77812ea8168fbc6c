import {
  allocateByNeed,
  calculateNewsvendor,
  calculateOrderQuantity,
  calculateReorderPoint,
  choosePacks,
  type Demand,
  expectedSales,
  fitSizeCurves,
  makeExceedance,
  readSizeCurve,
  type SizeCurves,
} from "@selvedge/learn";

export interface BuyingTerms {
  leadTimeDays: number;
  leadTimeDeviationDays: number;
  reviewDays: number;
  serviceLevel: number;
  minOrderQty: number;
  packSize: number;
  carton: Record<string, number> | null;
  orderCostMinor: number;
  holdingShare: number;
  salvageShare: number;
}

/** One SKU at one place: expected pieces a day with their deviation, what is available, what was sold of late. */
export interface PlaceDemand {
  locationId: string;
  perDay: number;
  deviationPerDay: number;
  availableQty: number;
  soldQty: number;
}

export interface PlanSku {
  skuId: string;
  colourwayId: string;
  size: string;
  places: PlaceDemand[];
  inboundQty: number;
  backorderedQty: number;
  unitCostMinor: number;
  /** What a piece brings before tax. */
  netPriceMinor: number;
}

export interface PlanStyle {
  styleId: string;
  /** Id of its category, or `none`: the first step of a size curve's path. */
  category: string;
  scaleCode: string;
  sizes: string[];
  terms: BuyingTerms;
  /** Days until its season ends; null for what is carried on. */
  seasonDaysLeft: number | null;
  skus: PlanSku[];
}

export interface BuyTask {
  styles: PlanStyle[];
  /** Learnt size curves by size scale; a scale without one is learnt here, from what these styles sold. */
  curves: Record<string, SizeCurves>;
  /** Where goods come in and shops are served from. */
  warehouseId: string | null;
  shopIds: string[];
}

export interface PlanLine {
  skuId: string;
  styleId: string;
  perDay: number;
  deviationPerDay: number;
  leadDays: number;
  reorderPoint: number;
  safetyStockQty: number;
  orderQty: number;
  positionQty: number;
  inboundQty: number;
  proposedQty: number;
  unitCostMinor: number;
  worthMinor: number;
  worthLowMinor: number;
  worthHighMinor: number;
  curveShare: number;
}

export interface PlanTransfer {
  styleId: string;
  toLocationId: string;
  lines: { skuId: string; qty: number }[];
  worthMinor: number;
  worthHighMinor: number;
  availableThere: number;
  perDay: number;
}

export interface BuyResult {
  lines: PlanLine[];
  transfers: PlanTransfer[];
}

/** So many pieces of the curve's own speak as loud as what was sold of this style and colour. */
const CURVE_WEIGHT = 30;
/** Shops are served for so long from one van. */
const VAN_DAYS = 14;
/** Nothing is bought for longer than this. */
const LONGEST_COVER_DAYS = 120;
/** 80 % of cases lie between these. */
const Z80 = 1.2816;

/** When and how much to buy of every SKU, by which sizes, and what to send to the shops. Pure. */
export function planBuys(task: BuyTask): BuyResult {
  const curves = learnCurves(task);
  const lines = task.styles.flatMap((style) => planStyle(style, curves));
  const transfers = task.warehouseId ? planTransfers(task) : [];
  return { lines, transfers };
}

const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);

/** The learnt curve of each size scale, or one made here where there is none yet. */
function learnCurves(task: BuyTask): Map<string, SizeCurves> {
  const groups = Map.groupBy(task.styles, (style) => style.scaleCode);
  return new Map(
    [...groups].map(([scale, styles]) => {
      const sizes = [...new Set(styles.flatMap((style) => style.sizes))];
      return [
        scale,
        task.curves[scale] ??
          fitSizeCurves(
            styles.flatMap((style) => soldRows(style, sizes)),
            sizes,
          ),
      ];
    }),
  );
}

const soldRows = (style: PlanStyle, sizes: readonly string[]) =>
  [...new Set(style.skus.flatMap((sku) => sku.places.map((p) => p.locationId)))].map((locationId) => ({
    path: [style.category, locationId],
    sold: sizes.map((size) => total(soldOf(style, size, locationId))),
  }));

const soldOf = (style: PlanStyle, size: string, locationId: string) =>
  style.skus
    .filter((sku) => sku.size === size)
    .flatMap((sku) => sku.places.filter((p) => p.locationId === locationId).map((p) => p.soldQty));

/** A SKU's demand where the sizes of its colour are split by what sold and, as much as that is little, by the curve. */
function withCurve(style: PlanStyle, sku: PlanSku, curves: Map<string, SizeCurves>) {
  const colour = style.skus.filter((other) => other.colourwayId === sku.colourwayId);
  const learnt = curves.get(style.scaleCode)!;
  const shares = readSizeCurve(learnt, [style.category]);
  const curveOf = (size: string) => shares[learnt.sizes.indexOf(size)] ?? 0;
  const here = total(colour.map((other) => curveOf(other.size))) || 1;
  const curveShare = curveOf(sku.size) / here;
  const [own, all] = [sku, null].map((one) =>
    total((one ? [one] : colour).flatMap((other) => other.places.map((p) => p.soldQty))),
  ) as [number, number];
  const share = (own + CURVE_WEIGHT * curveShare) / (all + CURVE_WEIGHT);
  const perDay = total(colour.flatMap((other) => other.places.map((p) => p.perDay))) * share;
  const ownPerDay = total(sku.places.map((p) => p.perDay));
  const variance = total(sku.places.map((p) => p.deviationPerDay ** 2));
  // Deviations grow with the root of the mean where the curve moved it.
  const deviationPerDay = Math.sqrt(Math.max(variance * (ownPerDay > 0 ? perDay / ownPerDay : 1), perDay));
  return { perDay, deviationPerDay, curveShare };
}

function planStyle(style: PlanStyle, curves: Map<string, SizeCurves>): PlanLine[] {
  const lines = style.skus.map((sku) => planSku(style, sku, withCurve(style, sku, curves)));
  if (style.terms.carton) buyCartons(style, lines);
  else raiseToMinimum(style, lines);
  for (const [i, line] of lines.entries()) Object.assign(line, worthOf(style, style.skus[i]!, line));
  return lines;
}

function planSku(style: PlanStyle, sku: PlanSku, demand: ReturnType<typeof withCurve>): PlanLine {
  const { terms } = style;
  const { perDay, deviationPerDay, curveShare } = demand;
  const point = calculateReorderPoint({
    ...{ meanPerDay: perDay, deviationPerDay, leadTimeDays: terms.leadTimeDays, reviewDays: terms.reviewDays },
    ...{ leadTimeDeviationDays: terms.leadTimeDeviationDays, service: { kind: "cycle", level: terms.serviceLevel } },
  });
  const positionQty = total(sku.places.map((p) => p.availableQty)) + sku.inboundQty - sku.backorderedQty;
  const reorderPoint = point.ok ? Math.ceil(point.value.reorderPoint) : 0;
  const orderQty = perDay > 0 ? quantityOf(style, sku, perDay, deviationPerDay) : 0;
  const wanted = wantedOf(style, { perDay, positionQty, reorderPoint, orderQty });
  return {
    ...{
      skuId: sku.skuId,
      styleId: style.styleId,
      perDay,
      deviationPerDay,
      leadDays: terms.leadTimeDays,
      reorderPoint,
    },
    ...{ safetyStockQty: point.ok ? Math.ceil(point.value.safetyStockQty) : 0, orderQty, positionQty },
    ...{ inboundQty: sku.inboundQty, unitCostMinor: sku.unitCostMinor, curveShare },
    proposedQty: toPacks(wanted, terms.packSize),
    ...{ worthMinor: 0, worthLowMinor: 0, worthHighMinor: 0 },
  };
}

const toPacks = (qty: number, packSize: number) => (qty <= 0 ? 0 : Math.ceil(qty / packSize) * packSize);

/** Carried styles: the cheapest order quantity; a season's styles: what is worth having until it ends (newsvendor). */
function quantityOf(style: PlanStyle, sku: PlanSku, perDay: number, deviationPerDay: number): number {
  const { terms, seasonDaysLeft } = style;
  if (seasonDaysLeft !== null) {
    const days = Math.max(0, seasonDaysLeft);
    const demand: Demand = { kind: "normal", mean: perDay * days, deviation: deviationPerDay * Math.sqrt(days) };
    const buy = calculateNewsvendor(demand, {
      ...{ priceMinor: sku.netPriceMinor, costMinor: sku.unitCostMinor },
      salvageMinor: Math.floor(sku.unitCostMinor * terms.salvageShare),
    });
    return buy.ok ? buy.value.quantity : 0;
  }
  if (sku.unitCostMinor <= 0) return Math.ceil(perDay * terms.reviewDays);
  const order = calculateOrderQuantity({
    ...{ unitsPerYear: perDay * 365, orderCostMinor: terms.orderCostMinor / Math.max(1, style.skus.length) },
    ...{ holdingShare: terms.holdingShare, breaks: [{ fromQty: 1, unitCostMinor: sku.unitCostMinor }] },
    packSize: terms.packSize,
  });
  return Math.ceil(Math.min(order.ok ? order.value.orderQty : 0, perDay * LONGEST_COVER_DAYS));
}

function wantedOf(
  style: PlanStyle,
  at: { perDay: number; positionQty: number; reorderPoint: number; orderQty: number },
): number {
  if (style.seasonDaysLeft !== null) {
    // Goods that arrive when the season is over are not bought.
    return style.seasonDaysLeft > style.terms.leadTimeDays ? Math.max(0, at.orderQty - at.positionQty) : 0;
  }
  if (at.perDay <= 0 || at.positionQty > at.reorderPoint) return 0;
  return at.reorderPoint + Math.max(at.orderQty, at.perDay * style.terms.reviewDays) - at.positionQty;
}

/** A supplier's least quantity per style is reached in proportion to demand, or nothing is bought when it would last too long. */
function raiseToMinimum(style: PlanStyle, lines: PlanLine[]): void {
  const { minOrderQty, packSize } = style.terms;
  const proposed = total(lines.map((line) => line.proposedQty));
  if (proposed === 0 || proposed >= minOrderQty) return;
  const perDay = total(lines.map((line) => line.perDay));
  const isTooMuch = perDay <= 0 || (minOrderQty - proposed) / perDay > LONGEST_COVER_DAYS;
  for (const line of lines) {
    line.proposedQty = isTooMuch
      ? 0
      : toPacks(line.proposedQty + ((minOrderQty - proposed) * line.perDay) / perDay, packSize);
  }
}

/** Fixed cartons instead of loose pieces, per colour: as many as earn most over the sizes together. */
function buyCartons(style: PlanStyle, lines: PlanLine[]): void {
  const carton = style.terms.carton!;
  const days = Math.min(LONGEST_COVER_DAYS, style.terms.leadTimeDays + 2 * style.terms.reviewDays);
  for (const colourwayId of new Set(style.skus.map((sku) => sku.colourwayId))) {
    const own = [...lines.keys()].filter((i) => style.skus[i]!.colourwayId === colourwayId);
    if (own.every((i) => lines[i]!.proposedQty === 0)) continue;
    const first = style.skus[own[0]!]!;
    const buy = choosePacks({
      sizes: own.map((i) => ({
        size: style.skus[i]!.size,
        demand: {
          ...{ kind: "normal", mean: lines[i]!.perDay * days },
          deviation: lines[i]!.deviationPerDay * Math.sqrt(days),
        } as const,
        positionQty: Math.max(0, lines[i]!.positionQty),
      })),
      packs: [{ name: "carton", units: own.map((i) => carton[style.skus[i]!.size] ?? 0) }],
      unit: {
        ...{ priceMinor: first.netPriceMinor, costMinor: first.unitCostMinor },
        salvageMinor: Math.floor(first.unitCostMinor * style.terms.salvageShare),
      },
    });
    for (const [s, i] of own.entries()) lines[i]!.proposedQty = buy.ok ? buy.value.unitsBySize[s]! : 0;
  }
}

/** Margin of the pieces that could not be sold without the buy, less what keeping them costs; at usual, low and high demand. */
function worthOf(style: PlanStyle, sku: PlanSku, line: PlanLine) {
  if (line.proposedQty === 0 || line.perDay <= 0) return { worthMinor: 0, worthLowMinor: 0, worthHighMinor: 0 };
  const { leadTimeDays, reviewDays, holdingShare } = style.terms;
  const cover = line.proposedQty / line.perDay;
  const days = Math.min(
    style.seasonDaysLeft ?? 365,
    leadTimeDays + Math.max(reviewDays, Math.min(cover, LONGEST_COVER_DAYS)),
  );
  const position = Math.max(0, line.positionQty);
  const margin = sku.netPriceMinor - sku.unitCostMinor;
  const keeping = ((line.proposedQty / 2) * holdingShare * sku.unitCostMinor * days) / 365;
  const deviation = line.deviationPerDay * Math.sqrt(days);
  const exceedance = makeExceedance({ kind: "normal", mean: line.perDay * days, deviation });
  const sold = expectedSales(exceedance, position + line.proposedQty) - expectedSales(exceedance, position);
  const at = (demand: number) => Math.min(line.proposedQty, Math.max(0, demand - position)) * margin - keeping;
  return {
    worthMinor: Math.round(sold * margin - keeping),
    worthLowMinor: Math.round(at(line.perDay * days - Z80 * deviation)),
    worthHighMinor: Math.round(at(line.perDay * days + Z80 * deviation)),
  };
}

/** What shops need until the next vans but one, out of what the warehouse can spare. */
function planTransfers(task: BuyTask): PlanTransfer[] {
  const warehouseId = task.warehouseId!;
  return task.styles.flatMap((style) => {
    const byShop = new Map<string, PlanTransfer>();
    for (const sku of style.skus) {
      const store = sku.places.find((p) => p.locationId === warehouseId);
      const shops = sku.places.filter((p) => task.shopIds.includes(p.locationId) && p.perDay > 0);
      const spare = Math.floor((store?.availableQty ?? 0) - (store?.perDay ?? 0) * VAN_DAYS);
      if (shops.length === 0 || spare <= 0) continue;
      const demandOf = (p: PlaceDemand): Demand => ({
        ...{ kind: "normal", mean: p.perDay * VAN_DAYS },
        deviation: p.deviationPerDay * Math.sqrt(VAN_DAYS),
      });
      const needs = shops.map((p) => ({
        ...{ locationId: p.locationId, demand: demandOf(p), positionQty: Math.max(0, p.availableQty) },
      }));
      const shared = allocateByNeed(needs, spare, { leastChance: 0.3 });
      if (!shared.ok) continue;
      for (const { locationId, quantity } of shared.value.allocations) {
        const place = shops.find((p) => p.locationId === locationId)!;
        if (quantity > 0) addTransfer(byShop, style, sku, place, quantity, demandOf(place));
      }
    }
    return [...byShop.values()];
  });
}

function addTransfer(
  byShop: Map<string, PlanTransfer>,
  style: PlanStyle,
  sku: PlanSku,
  place: PlaceDemand,
  qty: number,
  demand: Demand,
): void {
  const toLocationId = place.locationId;
  const transfer = byShop.get(toLocationId) ?? {
    ...{
      styleId: style.styleId,
      toLocationId,
      lines: [],
      worthMinor: 0,
      worthHighMinor: 0,
      availableThere: 0,
      perDay: 0,
    },
  };
  byShop.set(toLocationId, transfer);
  const margin = sku.netPriceMinor - sku.unitCostMinor;
  const exceedance = makeExceedance(demand);
  const had = Math.max(0, place.availableQty);
  transfer.lines.push({ skuId: sku.skuId, qty });
  transfer.worthMinor += Math.round((expectedSales(exceedance, had + qty) - expectedSales(exceedance, had)) * margin);
  transfer.worthHighMinor += Math.round(qty * margin);
  transfer.availableThere += place.availableQty;
  transfer.perDay += place.perDay;
}
