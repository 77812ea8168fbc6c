import type { Operation } from "../../platform/runner.ts";
import { addColourways } from "./add-colourways.ts";
import { createCategory, listCategories } from "./categories.ts";
import { changeColourway } from "./change-colourway.ts";
import { changeSku } from "./change-sku.ts";
import { changeStyle } from "./change-style.ts";
import { getStyle } from "./get-style.ts";
import { listSkus } from "./list-skus.ts";
import { listStyles } from "./list-styles.ts";
import { createSeason, listSeasons } from "./seasons.ts";
import { setPicture } from "./set-colourway-picture.ts";
import { createSizeScale, listSizeScales } from "./size-scales.ts";

export const operations = [
  listStyles,
  getStyle,
  changeStyle,
  addColourways,
  changeColourway,
  setPicture,
  changeSku,
  listSkus,
  listSizeScales,
  createSizeScale,
  listCategories,
  createCategory,
  listSeasons,
  createSeason,
] as unknown as Operation[];
