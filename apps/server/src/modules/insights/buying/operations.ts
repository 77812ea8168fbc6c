import "./learn-buying.ts";
import { changeBuyList, listBuyList } from "./buy-list.ts";
import { listBuyingRules, setBuyingRule } from "./buying-rules.ts";
import { getBuyPlan, listBuyPlan } from "./list-buy-plan.ts";

export const buyingOperations = [listBuyingRules, setBuyingRule, listBuyPlan, getBuyPlan, listBuyList, changeBuyList];
