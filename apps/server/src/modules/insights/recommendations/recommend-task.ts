/** Every purchase of a style, by codes: styles, known customers (-1: a stranger), baskets, days, kinds of channel. */
export interface RecommendTask {
  styleIds: string[];
  customerIds: string[];
  channelKinds: string[];
  items: Int32Array;
  customers: Int32Array;
  baskets: Int32Array;
  days: Int32Array;
  channels: Int32Array;
  /** Words of each style (category, colours, season, fabric), and the code of its category. */
  words: string[][];
  categories: Int32Array;
  /** May be proposed at all: active goods. */
  isOffered: boolean[];
  /** The first day that is not history. */
  today: number;
  seed: number;
}
