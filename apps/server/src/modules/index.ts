import type { FastifyInstance } from "fastify";
import type { Runtime } from "../platform/context.ts";
import type { Authenticate } from "../platform/http/operations.ts";
import { mailOperations } from "../platform/mail/index.ts";
import type { Operation } from "../platform/runner.ts";
import { sampleOperations } from "../sample/sample-data.ts";
import { operations as archive, mountArchiveRoutes } from "./archive/index.ts";
import { operations as audit, mountAuditRoutes } from "./audit/index.ts";
import { operations as billing, mountBillingRoutes } from "./billing/index.ts";
import { operations as catalog, openCatalog } from "./catalog/index.ts";
import { operations as connect, mountImportRoutes } from "./connect/index.ts";
import { operations as fulfilment } from "./fulfilment/index.ts";
import {
  operations as identity,
  jwks,
  mountOAuthRoutes,
  mountProviderRoutes,
  openIdentity,
  readyOwner,
} from "./identity/index.ts";
import { operations as insights } from "./insights/index.ts";
import { operations as inventory, openLocations } from "./inventory/index.ts";
import { operations as ledger, openBooks } from "./ledger/index.ts";
import { operations as party } from "./party/index.ts";
import { openSandbox, operations as payments } from "./payments/index.ts";
import { mountReceiptPage, operations as pos } from "./pos/index.ts";
import { openPriceLists, operations as pricing } from "./pricing/index.ts";
import { mountPrivacyRoutes, operations as privacy } from "./privacy/index.ts";
import { operations as receivables } from "./receivables/index.ts";
import { operations as reports } from "./reports/index.ts";
import { openChannels, operations as sales } from "./sales/index.ts";
import { operations as shop } from "./shop/index.ts";
import { copyTaxPack } from "./tax/index.ts";
import { makeSignUp, type Opener, operations as tenancy } from "./tenancy/index.ts";

export {
  keepKeysFresh,
  openAuthentication,
  openKeys,
  openSecondSteps,
  rotateKeys,
  takeSecondStepAway,
} from "./identity/index.ts";
export type { Asked, LearningThreadData, Told } from "./insights/index.ts";
export { limitTraining, openLearning, workRun } from "./insights/index.ts";
export { mountShopChanges, openShopOrigin } from "./shop/index.ts";
export { openDns } from "./tenancy/index.ts";

/** What each module puts in place for a new business, in the order in which they need each other. */
export const openers: readonly Opener[] = [
  openIdentity,
  (ctx, signUp) => openBooks(ctx, signUp.country),
  (ctx, signUp) => copyTaxPack(ctx, signUp.country),
  (ctx, signUp) => openCatalog(ctx, signUp.sizeScales),
  (ctx) => openLocations(ctx),
  (ctx) => openPriceLists(ctx),
  (ctx) => openChannels(ctx),
  (ctx) => openSandbox(ctx),
];

export const signUp = makeSignUp(openers, readyOwner);

/** Every door of the product. */
export const operations: readonly Operation[] = [
  signUp as unknown as Operation,
  ...mailOperations,
  ...sampleOperations(() => operations),
  ...tenancy,
  ...audit,
  ...archive,
  ...privacy,
  ...identity,
  ...party,
  ...catalog,
  ...pricing,
  ...inventory,
  ...sales,
  ...payments,
  ...receivables,
  ...fulfilment,
  ...billing,
  ...pos,
  ...shop,
  ...ledger,
  ...reports,
  ...connect,
  ...insights,
];

/** Routes that speak something else than JSON: PDFs, uploads, downloads. */
export function mountModuleRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  mountBillingRoutes(app, runtime, authenticate);
  mountImportRoutes(app, runtime, authenticate);
  mountAuditRoutes(app, runtime, authenticate);
  mountPrivacyRoutes(app, runtime, authenticate);
  mountArchiveRoutes(app, runtime, authenticate);
  mountReceiptPage(app, runtime);
}

/** What belongs to signing in and is no command: the way to outside providers and back, what apps call to be let in, and our public keys. */
export function mountSignInRoutes(app: FastifyInstance, runtime: Runtime, secureCookies: boolean): void {
  mountProviderRoutes(app, runtime, secureCookies);
  mountOAuthRoutes(app, runtime);
  app.get("/.well-known/jwks.json", { schema: { hide: true } as never }, async (_request, reply) => {
    reply.header("cache-control", "public, max-age=300");
    return jwks();
  });
}
