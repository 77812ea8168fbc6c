import { addDays } from "@selvedge/domain";
import { weekdayOf, yearFactor } from "./calendar.ts";
import type { Demand } from "./demand.ts";
import type { DemoAccount } from "./people.ts";
import type { Random } from "./random.ts";
import { categoryOf, styles, wholesalePriceOf } from "./range.ts";
import type { SimStock } from "./sim-stock.ts";
import type { SimSale } from "./sim-types.ts";

/** Days after the due day on which each kind of account pays, from and to. */
const paysAfterDue: Readonly<Record<DemoAccount["segment"], readonly [number, number]>> = {
  key: [-6, 3],
  steady: [-3, 24],
  small: [10, 90],
  lapsed: [12, 55],
  new: [-2, 9],
};

export interface AccountDiary {
  account: DemoAccount;
  index: number;
  /** Day number of the next order. */
  nextDay: number;
  /** Categories the account likes. */
  likes: ReadonlySet<string>;
}

export function openDiaries(accounts: readonly DemoAccount[], random: Random, scale: number): AccountDiary[] {
  const categories = [...new Set(styles.map(categoryOf))];
  return accounts.map((account, index) => ({
    ...{ account, index, nextDay: account.fromDay + random.below(Math.ceil(everyDays(account, scale))) },
    likes: new Set(Array.from({ length: 4 }, () => categories[random.below(categories.length)]!)),
  }));
}

const everyDays = (account: DemoAccount, scale: number) => Math.min(180, account.everyDays / scale);

/** The order of an account on a day, cut to what the warehouse has; null when it orders nothing today. */
export function wholesaleOrder(
  demand: Demand,
  stock: SimStock,
  random: Random,
  diary: AccountDiary,
  day: { at: string; on: string; no: number; scale: number; endsOn: string },
): SimSale | null {
  const { account, index } = diary;
  if (day.no < diary.nextDay || day.no > account.toDay || weekdayOf(day.on) === 0) return null;
  diary.nextDay = day.no + Math.max(5, Math.round(everyDays(account, day.scale) * random.between(0.75, 1.25)));
  const lines = chooseLines(demand, stock, random, diary, day.on);
  if (lines.length === 0) return null;
  const [from, to] = paysAfterDue[account.segment];
  const paidOn = addDays(day.on, account.termsDays + Math.round(random.between(from, to)));
  const isLastOfLapsed = account.segment === "lapsed" && diary.nextDay > account.toDay;
  return {
    ...{ kind: "sale", at: day.at, on: day.on },
    ...{ channel: "wholesale", place: "main", customer: index, state: account.state },
    ...{ method: "bank", termsDays: account.termsDays },
    paidOn: paidOn > day.endsOn || isLastOfLapsed || random.uniform() < 0.015 ? null : paidOn,
    lines,
  };
}

function chooseLines(
  demand: Demand,
  stock: SimStock,
  random: Random,
  diary: AccountDiary,
  on: string,
): SimSale["lines"] {
  const pull = styles.map((style, i) => {
    const sells = demand.isOnSale(i, on) && demand.isOnSale(i, addDays(on, 35));
    const liked = diary.likes.has(categoryOf(style)) ? 2.5 : 1;
    return sells ? style.weight * yearFactor(style.shape, addDays(on, 30)) * liked : 0;
  });
  const chosen = new Set<string>();
  for (let colours = 4 + random.below(4); colours > 0; colours -= 1) {
    const style = random.weighted(pull);
    if (style >= 0) chosen.add(`${style} ${random.below(styles[style]!.colours.length)}`);
  }
  const pack = diary.account.packPieces * random.between(0.8, 1.25);
  return [...chosen].flatMap((key) => {
    const [style, colour] = key.split(" ").map(Number) as [number, number];
    const run = demand.ofStyle[style]!.filter((sku) => demand.skus[sku]!.colour === colour);
    const total = run.reduce((sum, sku) => sum + demand.skus[sku]!.shares.wholesale, 0);
    return run.flatMap((sku) => {
      const asked = Math.round((pack * demand.skus[sku]!.shares.wholesale) / total);
      const qty = Math.min(asked, Math.floor(stock.on("main", sku) * 0.7));
      if (qty < 1) return [];
      const unitPriceMinor = wholesalePriceOf(styles[style]!);
      const costMinor = stock.take("main", sku, qty);
      return [{ sku, qty, unitPriceMinor, discountMinor: 0, costMinor, gap: null }];
    });
  });
}
