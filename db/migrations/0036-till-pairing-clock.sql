-- Whether a code is too old is judged once, by the clock that the program goes by, when it is used; the look-up only says whose it is.
create or replace function app.find_till_pairing(p_hash text)
  returns table (tenant_id uuid, till_id uuid)
  language sql security definer set search_path = pg_catalog, public as $$
  select i.tenant_id, i.till_id from app.till_pairing_index i where i.code_hash = p_hash
$$;
