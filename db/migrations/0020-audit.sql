-- The audit trail: what it is searched by, and the seals that prove that nobody touched it.

-- By time, by person, by kind. The two kinds that make up most of the trail are left out of the last: they are never rare
-- enough for an index of their own to be quicker than the one by time, and every sale would pay for it.
create index event_at on event (tenant_id, at, id);
create index event_actor on event (tenant_id, actor_id, at, id) where actor_id is not null;
create index event_type on event (tenant_id, type, at, id)
  where type not in ('inventory.level_changed', 'ledger.entry_posted');

-- Where sealing has come to: events of transactions below next_xid are sealed (docs/decisions/0016).
create table audit_chain (
  tenant_id uuid primary key,
  next_xid xid8 not null default '0',
  last_seq bigint not null default 0,
  last_id bigint not null default 0,
  last_hash bytea not null default '\x'
);
call app.tenant_table('audit_chain', 'select, insert, update');

-- One link of the chain: the events from_id to_id (those of late_ids of later links apart) and those of late_ids, whose
-- ids had been drawn before an earlier link's last. hash covers the link before and every event in order of id.
create table audit_seal (
  tenant_id uuid not null,
  seq bigint not null,
  day date not null,
  from_id bigint,
  to_id bigint,
  late_ids bigint[] not null default '{}',
  event_count int not null check (event_count > 0),
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (tenant_id, seq)
);
create index audit_seal_day on audit_seal (tenant_id, day, seq);
call app.tenant_table('audit_seal', 'select, insert');

-- Events whose personal parts were replaced when a person was erased: what their payload hashed to before and after.
create table event_redaction (
  tenant_id uuid not null,
  event_id bigint not null,
  erasure_id uuid not null,
  payload_hash bytea not null,
  redacted_hash bytea not null,
  primary key (tenant_id, event_id, erasure_id)
);
create index event_redaction_erasure on event_redaction (tenant_id, erasure_id, event_id);
call app.tenant_table('event_redaction', 'select');

-- A check of the chain, run as a job.
create table audit_check (
  tenant_id uuid not null,
  id uuid not null,
  status text not null check (status in ('running', 'done', 'failed')),
  seal_count bigint not null default 0,
  seals_checked bigint not null default 0,
  events_checked bigint not null default 0,
  findings jsonb not null default '[]',
  failure text,
  requested_by uuid,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index audit_check_newest on audit_check (tenant_id, started_at desc, id desc);
call app.tenant_table('audit_check', 'select, insert, update');
