import { z } from "zod";
import { created, id, nothing, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** A list as the screens name it: orders, styles, stock-moves. */
const list = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "The name of a list, such as orders");
/** What a view keeps: search, filters, sort and columns as the URL has them. */
const state = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 30, "At most 30 things");

export const SavedView = z.object({
  id,
  name: z.string(),
  state: z.record(z.string(), z.string()),
  shared: z.boolean(),
  mine: z.boolean(),
  ownerName: z.string(),
  mayRemove: z.boolean(),
});
export const listViews = endpoint({
  name: "identity.list_views",
  kind: "query",
  method: "GET",
  path: "/v1/views",
  access: "signed_in",
  summary: "Kept views of a list: the own ones and those that others share",
  input: z.object({ list }),
  output: z.object({ items: z.array(SavedView) }),
});
export const saveView = endpoint({
  name: "identity.save_view",
  kind: "command",
  method: "POST",
  path: "/v1/views",
  access: "signed_in",
  summary: "Keep a view of a list under a name; an own one of that name is replaced",
  status: 201,
  input: z.object({ list, name: text(60), state, shared: z.boolean().default(false) }),
  output: created,
});
export const removeView = endpoint({
  name: "identity.remove_view",
  kind: "command",
  method: "DELETE",
  path: "/v1/views/:id",
  access: "signed_in",
  summary: "Remove an own view, or a shared one of somebody else with the permission to change settings",
  input: z.object({ id }),
  output: nothing,
});
export const tellEditing = endpoint({
  name: "identity.tell_editing",
  kind: "command",
  method: "PUT",
  path: "/v1/editing",
  access: "signed_in",
  summary: "Say that this record's form is open (every 20 seconds, and once on leaving); answers who else has it open",
  input: z.object({ recordId: id, leaving: z.boolean().default(false) }),
  output: z.object({ others: z.array(z.object({ name: z.string(), avatarUrl: z.string().nullable() })) }),
});
