import "./learn-anomalies.ts";
import { changeAnomaly } from "./change-anomaly.ts";
import { getAnomaly, listAnomalies } from "./list-anomalies.ts";

export const anomalyOperations = [listAnomalies, getAnomaly, changeAnomaly];
