import { accessApi } from "@selvedge/contract";
import { query } from "../../../platform/runner.ts";
import { getAccessView } from "./user-access.ts";

/** A user's roles with their limits, and what that adds up to. */
export const getUserAccess = query(accessApi.getUserAccess, (ctx, input) => getAccessView(ctx, input.id));
