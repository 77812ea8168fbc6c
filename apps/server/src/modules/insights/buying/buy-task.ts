import type { SizeCurves } from "@selvedge/learn";

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

/** Nothing is bought for longer than this. */
export const LONGEST_COVER_DAYS = 120;

/** Sum of the figures. */
export const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
