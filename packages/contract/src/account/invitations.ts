import { z } from "zod";
import { Limits } from "../access.ts";
import { id, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { Session, User } from "../tenancy-identity.ts";
import { linkToken, newPassword } from "./fields.ts";

export const getInvitation = endpoint({
  name: "identity.get_invitation",
  kind: "query",
  method: "POST",
  path: "/v1/auth/invitation",
  access: "public",
  rate: "sign_in",
  summary: "Whom an invitation is for, and by which business",
  input: z.object({ token: linkToken }),
  output: z.object({ name: z.string(), email: z.string(), business: z.string(), logoUrl: z.string().nullable() }),
});
export const acceptInvitation = endpoint({
  name: "identity.accept_invitation",
  kind: "command",
  method: "POST",
  path: "/v1/auth/invitation/accept",
  access: "public",
  rate: "sign_in",
  summary: "Accept an invitation with a password of one's own; signs in",
  input: z.object({ token: linkToken, name: text(100).optional(), password: newPassword }),
  output: Session,
});
export const inviteUser = endpoint({
  name: "identity.invite_user",
  kind: "command",
  method: "POST",
  path: "/v1/users/invite",
  access: "identity.user.change",
  summary: "Invite a person by mail; they choose their own password",
  status: 201,
  input: z.object({
    name: text(100),
    email: z.email().max(200),
    roles: z.array(text(60)).min(1).max(20),
    limits: z
      .record(text(60), Limits)
      .optional()
      .describe("How far a role goes, by its code; everywhere when left out"),
  }),
  output: User,
});
export const inviteAgain = endpoint({
  name: "identity.invite_again",
  kind: "command",
  method: "POST",
  path: "/v1/users/:id/invite",
  access: "identity.user.change",
  summary: "Send a new invitation; links sent before stop working",
  input: z.object({ id }),
  output: nothing,
});
