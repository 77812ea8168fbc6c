import { z } from "zod";
import { id, instant, minorPositive, nothing, page, pageInput, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { permissions } from "./permissions.ts";

export const permission = z.enum(permissions);

/** How far a permission goes; null or false: not limited that way. */
export const Limits = z.object({
  locationIds: z.array(id).min(1).max(200).nullable().default(null).describe("Only at these locations"),
  channelIds: z.array(id).min(1).max(200).nullable().default(null).describe("Only in these channels"),
  ownAccounts: z.boolean().default(false).describe("Only customers that the person looks after, and their papers"),
});
export type Limits = z.output<typeof Limits>;

const Grant = z.object({ permission: z.string(), limits: Limits.nullable() });

export const Role = z.object({
  id,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  parents: z.array(z.string()).describe("Codes of the roles it inherits from"),
  grants: z.array(Grant).describe("What it gives of its own"),
  permissions: z.array(z.string()).describe("Everything it gives, inherited too"),
  inherited: z.array(z.object({ permission: z.string(), from: z.string() })),
  users: z.array(z.object({ id, name: z.string() })).describe("Active users who hold it"),
  secondFactorRequired: z.boolean().describe("Its people must use a second step to sign in"),
  version: z.int(),
});
export type Role = z.output<typeof Role>;

const grantInput = z.object({ permission, limits: Limits.nullable().default(null) });
const roleCode = text(60);

export const listRoles = endpoint({
  name: "identity.list_roles",
  kind: "query",
  method: "GET",
  path: "/v1/roles",
  access: "identity.user.read",
  summary: "Roles, what each gives, what it inherits, and who holds it",
  input: nothing,
  output: z.object({ items: z.array(Role) }),
});
export const createRole = endpoint({
  name: "identity.create_role",
  kind: "command",
  method: "POST",
  path: "/v1/roles",
  access: "identity.role.change",
  summary: "Make a role; it can give only what its maker holds",
  status: 201,
  input: z.object({
    name: text(60),
    description: text(300, 0).default(""),
    parents: z.array(roleCode).max(20).default([]),
    grants: z.array(grantInput).max(permissions.length).default([]),
  }),
  output: Role,
});
export const changeRole = endpoint({
  name: "identity.change_role",
  kind: "command",
  method: "PATCH",
  path: "/v1/roles/:id",
  access: "identity.role.change",
  summary: "Change a role of your own making; whoever holds it feels it at the next request",
  input: z.object({
    id,
    name: text(60).optional(),
    description: text(300, 0).optional(),
    parents: z.array(roleCode).max(20).optional(),
    grants: z.array(grantInput).max(permissions.length).optional(),
    version,
  }),
  output: Role,
});
export const deleteRole = endpoint({
  name: "identity.delete_role",
  kind: "command",
  method: "DELETE",
  path: "/v1/roles/:id",
  access: "identity.role.change",
  summary: "Delete a role that nobody holds and no role inherits from",
  input: z.object({ id }),
  output: nothing,
});

const Assignment = z.object({ role: z.string(), roleName: z.string(), limits: Limits.nullable() });
export const getUserAccess = endpoint({
  name: "identity.get_user_access",
  kind: "query",
  method: "GET",
  path: "/v1/users/:id/access",
  access: "identity.user.read",
  summary: "A user's roles with their limits, and what that adds up to",
  input: z.object({ id }),
  output: z.object({
    userId: id,
    name: z.string(),
    assignments: z.array(Assignment),
    effective: z.array(z.object({ permission: z.string(), limits: z.array(Limits).describe("Empty: everywhere") })),
    version: z.int(),
  }),
});
export const setUserAccess = endpoint({
  name: "identity.set_user_access",
  kind: "command",
  method: "PUT",
  path: "/v1/users/:id/access",
  access: "identity.user.change",
  summary: "Give a user roles, each with its limits; it holds from the user's next request on",
  input: z.object({
    id,
    assignments: z
      .array(z.object({ role: roleCode, limits: Limits.nullable().default(null) }))
      .min(1)
      .max(20),
    version,
  }),
  output: getUserAccess.output,
});

/** What a caller may do, for programs that hide what they may not. */
export const getMyAccess = endpoint({
  name: "identity.get_my_access",
  kind: "query",
  method: "GET",
  path: "/v1/me/access",
  access: "signed_in",
  summary: "Your permissions, and how far each goes",
  input: nothing,
  output: z.object({
    effective: z.array(z.object({ permission: z.string(), limits: z.array(Limits).describe("Empty: everywhere") })),
    hasPin: z.boolean(),
  }),
});

export const setMyPin = endpoint({
  name: "identity.set_my_pin",
  kind: "command",
  method: "PUT",
  path: "/v1/me/pin",
  access: "identity.approval.give",
  summary: "Set the PIN with which you approve single acts at other people's screens",
  input: z.object({
    pin: z
      .string()
      .regex(/^\d{4,8}$/, "4 to 8 digits")
      .describe("Not one digit repeated, not a run such as 1234"),
    password: z.string().min(1).max(200).describe("Your password, so that an open screen is not enough"),
  }),
  output: nothing,
});
export const removeMyPin = endpoint({
  name: "identity.remove_my_pin",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/pin",
  access: "signed_in",
  summary: "Remove your approval PIN",
  input: nothing,
  output: nothing,
});
export const listApprovers = endpoint({
  name: "identity.list_approvers",
  kind: "query",
  method: "GET",
  path: "/v1/approvers",
  access: "signed_in",
  summary: "Who can approve this act here by PIN",
  input: z.object({ act: permission, locationId: id.optional(), channelId: id.optional() }),
  output: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
});
export const Approval = z.object({
  approvalId: id.describe("Give it to the command that needs it, within the time it lives; it works once"),
  act: permission,
  amountMinor: z.int().nullable(),
  approvedBy: z.object({ id, name: z.string() }),
  expiresAt: instant,
});
export const approve = endpoint({
  name: "identity.approve",
  kind: "command",
  method: "POST",
  path: "/v1/approvals",
  access: "signed_in",
  summary: "Have somebody who may do it approve one act by PIN, at your screen",
  status: 201,
  input: z.object({
    approverId: id,
    pin: z.string().min(1).max(20),
    act: permission.describe("The permission that is lent for one act"),
    amountMinor: minorPositive.optional().describe("The most it may be about; needed where the act has an amount"),
    subject: text(200).describe("What it is about, in words: `10 % off SO-00042`"),
    reason: text(300, 0).default(""),
    locationId: id.optional(),
    channelId: id.optional(),
    tillId: id.optional().describe("The till where it is done; no other can use the approval"),
  }),
  output: Approval,
});
export const listApprovals = endpoint({
  name: "identity.list_approvals",
  kind: "query",
  method: "GET",
  path: "/v1/approvals",
  access: "audit.event.read",
  summary: "Acts approved by PIN, newest first",
  input: z.object(pageInput),
  output: page(
    z.object({
      id,
      act: z.string(),
      amountMinor: z.int().nullable(),
      subject: z.string(),
      reason: z.string(),
      approvedByName: z.string(),
      requestedByName: z.string().nullable(),
      approvedAt: instant,
      expiresAt: instant,
      spentAt: instant.nullable(),
    }),
  ),
});
