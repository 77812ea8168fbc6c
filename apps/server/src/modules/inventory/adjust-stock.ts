import { inventoryApi, type ParsedInputOf } from "@selvedge/contract";
import { mulDivRound, postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { postEntries } from "../ledger/index.ts";
import { consumeForMove, lockEnoughLayers, lockLayers, readNewestCosts, type UnitCost } from "./cost-layers.ts";
import { fillBackorders } from "./fill-backorders.ts";
import { lockOrMakeLevels, readLevels, sortedKeys } from "./levels.ts";
import { getStockLocation, getVirtualLocation } from "./locations.ts";
import { shortageError } from "./reserve-stock.ts";
import { assertSkusExist } from "./skus.ts";
import { getLevel, openStockChange, postStockChange, type StockChange } from "./stock-change.ts";

type AdjustStock = ParsedInputOf<typeof inventoryApi.adjustStock>;
interface Difference {
  skuId: string;
  /** Positive: found; negative: lost. Never zero. */
  qty: number;
  unitCostMinor: number | undefined;
}

/**
 * Corrects levels by a difference or to a counted quantity. What is lost goes at the cost of the oldest layers, what is
 * found comes in at the cost given or the newest known; the books get the net of both. Quarantine and goods in transit
 * may be adjusted too (scrapped, lost on the way).
 * @throws out_of_stock when less than is reserved would be left; validation_failed; not_found; period_closed
 */
export const adjustStock = command(inventoryApi.adjustStock, async (ctx, input) => {
  assertLines(input);
  const location = await getStockLocation(ctx, input.locationId, "locationId", ["quarantine", "transit"]);
  const skuIds = input.lines.map((line) => line.skuId);
  await assertSkusExist(ctx, skuIds);
  const keys = sortedKeys(skuIds.map((skuId) => ({ skuId, locationId: location.id })));
  const [, levels] = await Promise.all([lockOrMakeLevels(ctx, keys), readLevels(ctx, keys)]);
  const change = openStockChange(levels);
  const differences = differencesOf(change, input);
  await assertLeavesReserved(ctx, change, location.id, differences);
  await moveDifferences(ctx, change, location.id, differences);
  await fillBackorders(ctx, change);
  const adjustments = await getVirtualLocation(ctx, "adjustment");
  const valueMinor = change.moves.reduce(
    (sum, move) => sum + (move.fromLocationId === adjustments.id ? move.valueMinor : -move.valueMinor),
    0,
  );
  const document = { documentType: "stock_adjustment", documentId: newId() };
  await Promise.all([
    postStockChange(ctx, change, { reason: input.reason, note: input.note, ...document, movedOn: ctx.today }),
    postEntries(ctx, [
      {
        ...document,
        ...{ purpose: "stock_adjusted", postedOn: ctx.today, memo: input.note ?? null },
        lines: postFact({ kind: "stock_adjusted", valueMinor }),
      },
    ]),
  ]);
  return { documentId: document.documentId, moves: change.moves.length, valueMinor };
});

function assertLines(input: AdjustStock): void {
  const seen = new Set<string>();
  const fields = input.lines.flatMap((line, i) => {
    const path = `lines.${i}`;
    const repeated = seen.has(line.skuId);
    seen.add(line.skuId);
    if (repeated) return [{ path: `${path}.skuId`, message: "This SKU stands on another line already" }];
    if ((line.differenceQty === undefined) === (line.countedQty === undefined)) {
      return [{ path: `${path}.differenceQty`, message: "Give either a difference or a counted quantity" }];
    }
    return [];
  });
  if (fields.length > 0) throw new AppError("validation_failed", fields[0]!.message, { fields: fields.slice(0, 50) });
}

function differencesOf(change: StockChange, input: AdjustStock): Difference[] {
  return input.lines.flatMap(({ skuId, differenceQty, countedQty, unitCostMinor }) => {
    const qty = differenceQty ?? countedQty! - getLevel(change, { skuId, locationId: input.locationId }).onHandQty;
    return qty === 0 ? [] : [{ skuId, qty, unitCostMinor }];
  });
}

async function assertLeavesReserved(
  ctx: Ctx,
  change: StockChange,
  locationId: string,
  differences: readonly Difference[],
): Promise<void> {
  const short = differences.flatMap(({ skuId, qty }) => {
    const level = getLevel(change, { skuId, locationId });
    const availableQty = level.onHandQty - level.reservedQty;
    return availableQty + qty < 0 ? [{ skuId, locationId, wantedQty: -qty, availableQty }] : [];
  });
  if (short.length > 0) throw await shortageError(ctx, short);
}

async function moveDifferences(
  ctx: Ctx,
  change: StockChange,
  locationId: string,
  differences: readonly Difference[],
): Promise<void> {
  const adjustments = await getVirtualLocation(ctx, "adjustment");
  const lost = new Map(differences.filter((d) => d.qty < 0).map((d) => [d.skuId, -d.qty]));
  const uncosted = differences.filter((d) => d.qty > 0 && d.unitCostMinor === undefined).map((d) => d.skuId);
  const [firstLook, newest] = await Promise.all([
    lost.size > 0 ? lockLayers(ctx, lost) : new Map<string, never[]>(),
    uncosted.length > 0 ? readNewestCosts(ctx, uncosted) : new Map<string, UnitCost>(),
  ]);
  const open = await lockEnoughLayers(ctx, lost, firstLook);
  for (const { skuId, qty: difference, unitCostMinor } of differences) {
    const qty = Math.abs(difference);
    const move = { id: newId(), skuId, qty };
    getLevel(change, { skuId, locationId }).onHandQty += difference;
    if (difference < 0) {
      const valueMinor = consumeForMove(ctx, change, open, move);
      change.moves.push({ ...move, valueMinor, fromLocationId: locationId, toLocationId: adjustments.id });
    } else {
      const known = newest.get(skuId);
      const valueMinor =
        unitCostMinor !== undefined ? qty * unitCostMinor : known ? mulDivRound(known.valueMinor, qty, known.qty) : 0;
      change.moves.push({ ...move, valueMinor, fromLocationId: adjustments.id, toLocationId: locationId });
      change.newLayers.push({ id: newId(), skuId, moveId: move.id, qty, valueMinor });
    }
  }
}
