import type { Operation } from "../../platform/runner.ts";
import { changeTenant, getTenant } from "./settings.ts";

export { makeSignUp, type Opener, openTenant, type SignUp } from "./open-tenant.ts";

export const operations = [getTenant, changeTenant] as unknown as Operation[];
