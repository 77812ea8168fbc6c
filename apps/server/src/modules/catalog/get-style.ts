import { catalogApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { readStyle } from "./read-style.ts";

export const getStyle = query(catalogApi.getStyle, (ctx, input) => readStyle(ctx, input.id));
