import type { Operation } from "../../platform/runner.ts";
import { changeRole } from "./access/change-role.ts";
import { createRole } from "./access/create-role.ts";
import { deleteRole } from "./access/delete-role.ts";
import { getMyAccess } from "./access/get-my-access.ts";
import { getUserAccess } from "./access/get-user-access.ts";
import { listRoles } from "./access/list-roles.ts";
import { setUserAccess } from "./access/set-user-access.ts";
import { approve } from "./approvals/approve.ts";
import { listApprovals } from "./approvals/list-approvals.ts";
import { listApprovers } from "./approvals/list-approvers.ts";
import { removeMyPin, setMyPin } from "./approvals/set-my-pin.ts";
import { refreshSession, signOut } from "./refresh.ts";
import { signIn } from "./sign-in.ts";
import { changeUser, createUser, getMe, listUsers } from "./users.ts";

export { spendApproval } from "./approvals/spend-approval.ts";
export { authenticate, callerOf } from "./authenticate.ts";
export { ACCESS_SECONDS, openKeys, signAccessToken } from "./keys.ts";
export { openIdentity } from "./users.ts";

const sessions = [signIn, refreshSession, signOut, getMe, listUsers, createUser, changeUser];
const access = [listRoles, createRole, changeRole, deleteRole, getUserAccess, setUserAccess, getMyAccess];
const approvals = [setMyPin, removeMyPin, listApprovers, approve, listApprovals];

export const operations = [...sessions, ...access, ...approvals] as unknown as Operation[];
