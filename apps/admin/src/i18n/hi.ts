import { access } from "./hindi/access.ts";
import { activity } from "./hindi/activity.ts";
import { audit } from "./hindi/audit.ts";
import { books } from "./hindi/books.ts";
import { common } from "./hindi/common.ts";
import { decisions } from "./hindi/decisions.ts";
import { desk } from "./hindi/desk.ts";
import { door } from "./hindi/door.ts";
import { keys } from "./hindi/keys.ts";
import { learning } from "./hindi/learning.ts";
import { learningFigures } from "./hindi/learning-figures.ts";
import { orders } from "./hindi/orders.ts";
import { permissionWords } from "./hindi/permissions.ts";
import { privacy } from "./hindi/privacy.ts";
import { settings } from "./hindi/settings.ts";
import { shop } from "./hindi/shop.ts";
import { signIn } from "./hindi/sign-in.ts";
import { studios } from "./hindi/studios.ts";
import { tills } from "./hindi/tills.ts";
import { trade } from "./hindi/trade.ts";

/** Hindi by English sentence. A test checks that every sentence of the app is here. */
export const hindi: Record<string, string> = {
  ...common,
  ...trade,
  ...orders,
  ...books,
  ...settings,
  ...signIn,
  ...door,
  ...access,
  ...permissionWords,
  ...privacy,
  ...audit,
  ...activity,
  ...keys,
  ...learning,
  ...learningFigures,
  ...decisions,
  ...desk,
  ...studios,
  ...tills,
  ...shop,
};
