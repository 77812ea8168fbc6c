import type { Tx } from "../../platform/db.ts";

/**
 * What a link of the chain covers of one event (docs/decisions/0016): who, what, when, about what, and a hash of before
 * and after. The text of a jsonb value does not depend on the server, its settings or its version, nor does a restore
 * change it. `payload` is the payload's hash: the present one, or the first one where personal parts were replaced.
 */
export const leafOf = (sql: Tx, payload: object) => sql`
  sha256(convert_to(jsonb_build_array(
    e.id, e.uid, e.type, e.entity_type, e.entity_id, e.actor_type, e.actor_id, e.request_id,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), encode(${payload}, 'hex'))::text, 'UTF8'))`;

export const payloadHashOf = (sql: Tx) => sql`sha256(convert_to(jsonb_build_array(e.before, e.after)::text, 'UTF8'))`;

/** The payload's hash as it was when the event was recorded. */
export const firstPayloadHashOf = (sql: Tx) => sql`coalesce(
  (select r.payload_hash from event_redaction r where r.tenant_id = e.tenant_id and r.event_id = e.id
   order by r.erasure_id limit 1), ${payloadHashOf(sql)})`;
