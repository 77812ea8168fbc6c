import "./learn-recommendations.ts";
import "./tell-companions.ts";
import { getRecommendationQuality, listCompanions, listRecommendations } from "./list-recommendations.ts";

export const recommendationOperations = [listRecommendations, getRecommendationQuality, listCompanions];
