import type { Operation } from "../../platform/runner.ts";
import { changeRole } from "./access/change-role.ts";
import { createRole } from "./access/create-role.ts";
import { deleteRole } from "./access/delete-role.ts";
import { getMyAccess } from "./access/get-my-access.ts";
import { getUserAccess } from "./access/get-user-access.ts";
import { listRoles } from "./access/list-roles.ts";
import { setUserAccess } from "./access/set-user-access.ts";
import { changeEmail, confirmEmail, keepEmail } from "./accounts/change-email.ts";
import { confirmMe } from "./accounts/confirm-me.ts";
import { acceptInvitation, getInvitation, inviteAgain, inviteUser } from "./accounts/invitations.ts";
import { changeProfile, getProfile } from "./accounts/profile.ts";
import { askPasswordReset, changePassword, resetPassword } from "./accounts/reset-password.ts";
import { sendVerification, verifyEmail } from "./accounts/verify-email.ts";
import { changeApiKey } from "./api-keys/change-api-key.ts";
import { createApiKey } from "./api-keys/create-api-key.ts";
import { listApiKeys } from "./api-keys/list-api-keys.ts";
import { revokeApiKey } from "./api-keys/revoke-api-key.ts";
import { rotateApiKey } from "./api-keys/rotate-api-key.ts";
import { approve } from "./approvals/approve.ts";
import { listApprovals } from "./approvals/list-approvals.ts";
import { listApprovers } from "./approvals/list-approvers.ts";
import { removeMyPin, setMyPin } from "./approvals/set-my-pin.ts";
import { answerAppRequest, readAppRequest } from "./apps/app-request.ts";
import { changeApp } from "./apps/change-app.ts";
import { disconnectApp, endConnection, listAppPeople, listMyApps } from "./apps/connections.ts";
import { listApps } from "./apps/list-apps.ts";
import { registerApp } from "./apps/register-app.ts";
import { rotateAppSecret } from "./apps/rotate-app-secret.ts";
import { listViews } from "./desk/list-views.ts";
import { removeView } from "./desk/remove-view.ts";
import { saveView } from "./desk/save-view.ts";
import { tellEditing } from "./desk/tell-editing.ts";
import { addProvider, changeProvider, getSignInChoices, listProviders, removeProvider } from "./providers/providers.ts";
import { finishSignIn } from "./second-factor/finish-sign-in.ts";
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  removePasskey,
  signInByPasskey,
} from "./second-factor/passkeys.ts";
import { resetSecondStep } from "./second-factor/reset-second-step.ts";
import { beginTotp, confirmTotp, removeTotp, renewBackupCodes } from "./second-factor/totp.ts";
import { endSession, endUserSessions, listSessions } from "./sessions/list-sessions.ts";
import { changeSignInPolicy, getSignInPolicy } from "./sessions/policy.ts";
import { refreshSession, signOut } from "./sessions/refresh.ts";
import { signIn } from "./sessions/sign-in.ts";
import { changeUser } from "./users/change-user.ts";
import { createUser } from "./users/create-user.ts";
import { getMe } from "./users/get-me.ts";
import { getUser, listUsers } from "./users/list-users.ts";

import "./forget-spent.ts";

export { spendApproval } from "./approvals/spend-approval.ts";
export { mountOAuthRoutes } from "./apps/http-routes.ts";
export { openAuthentication } from "./authenticate.ts";
export { ACCESS_SECONDS, jwks, keepKeysFresh, openKeys, rotateKeys, signAccessToken } from "./keys.ts";
export { mountProviderRoutes } from "./providers/sign-in-by-provider.ts";
export { openSecondSteps } from "./second-factor/required.ts";
export { takeSecondStepAway } from "./second-factor/reset-second-step.ts";
export { openIdentity, readyOwner } from "./users/open-identity.ts";

const sessions = [signIn, refreshSession, signOut, getMe, listUsers, getUser, createUser, changeUser];
const accounts = [
  inviteUser,
  inviteAgain,
  getInvitation,
  acceptInvitation,
  verifyEmail,
  sendVerification,
  askPasswordReset,
  resetPassword,
  getProfile,
  changeProfile,
  changeEmail,
  keepEmail,
  confirmEmail,
  confirmMe,
  changePassword,
];
const devices = [listSessions, endSession, endUserSessions, getSignInPolicy, changeSignInPolicy];
const secondSteps = [
  finishSignIn,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewBackupCodes,
  resetSecondStep,
  beginPasskey,
  addPasskey,
  removePasskey,
  beginPasskeySignIn,
  signInByPasskey,
];
const providers = [getSignInChoices, listProviders, addProvider, changeProvider, removeProvider];
const access = [listRoles, createRole, changeRole, deleteRole, getUserAccess, setUserAccess, getMyAccess];
const approvals = [setMyPin, removeMyPin, listApprovers, approve, listApprovals];

const apiKeys = [listApiKeys, createApiKey, changeApiKey, rotateApiKey, revokeApiKey];
const apps = [
  listApps,
  registerApp,
  changeApp,
  rotateAppSecret,
  listAppPeople,
  endConnection,
  listMyApps,
  disconnectApp,
  readAppRequest,
  answerAppRequest,
];

const desk = [listViews, saveView, removeView, tellEditing];

export const operations = [
  ...sessions,
  ...accounts,
  ...devices,
  ...secondSteps,
  ...providers,
  ...access,
  ...approvals,
  ...apiKeys,
  ...apps,
  ...desk,
] as unknown as Operation[];
