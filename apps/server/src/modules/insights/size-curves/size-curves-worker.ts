import { fitSizeCurves, type SizeCurves, type SizeSales } from "@selvedge/learn";
import type { TrainTask } from "../training/learner.ts";

/** The sales of one size scale by category, style family and place. */
export interface SizeTask {
  scaleId: string;
  scaleCode: string;
  sizes: string[];
  rows: SizeSales[];
}

export interface SizeResult {
  scaleId: string;
  scaleCode: string;
  curves: SizeCurves;
}

const work: TrainTask<SizeTask, SizeResult> = ({ scaleId, scaleCode, sizes, rows }) => ({
  scaleId,
  scaleCode,
  curves: fitSizeCurves(rows, sizes),
});
export default work;
