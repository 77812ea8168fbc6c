import { z } from "zod";
import { id, instant, nothing } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const listSessions = endpoint({
  name: "identity.list_sessions",
  kind: "query",
  method: "GET",
  path: "/v1/me/sessions",
  access: "signed_in",
  summary: "Devices on which one is signed in",
  input: nothing,
  output: z.object({
    items: z.array(
      z.object({
        id,
        device: z.string(),
        address: z.string(),
        method: z.string(),
        startedAt: instant,
        lastUsedAt: instant,
        isThis: z.boolean(),
      }),
    ),
  }),
});
export const endSession = endpoint({
  name: "identity.end_session",
  kind: "command",
  method: "DELETE",
  path: "/v1/me/sessions/:id",
  access: "signed_in",
  summary: "Sign a device out",
  input: z.object({ id }),
  output: nothing,
});
export const endUserSessions = endpoint({
  name: "identity.end_user_sessions",
  kind: "command",
  method: "POST",
  path: "/v1/users/:id/sign-out",
  access: "identity.user.change",
  summary: "Sign a person out on every device",
  input: z.object({ id }),
  output: nothing,
});
