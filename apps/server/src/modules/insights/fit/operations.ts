import "./learn-fit.ts";
import "./tell-fits.ts";
import { getFitQuality, getSizeAdvice, listStyleFits } from "./list-fits.ts";

export const fitOperations = [listStyleFits, getFitQuality, getSizeAdvice];
