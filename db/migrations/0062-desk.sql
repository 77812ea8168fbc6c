-- Views of lists that people keep: search, filters, order and columns under a name. A shared one is seen by everybody of the business.
create table saved_view (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  list text not null check (list ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text not null check (name <> ''),
  state jsonb not null check (jsonb_typeof(state) = 'object'),
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references user_account
);
create unique index saved_view_name on saved_view (tenant_id, list, owner_id, lower(name));
create index saved_view_owner on saved_view (tenant_id, owner_id);
call app.tenant_table('saved_view');

-- Who has a record's form open right now. A row is fresh for a minute and lives only while the form tells that it is still there.
create table record_editor (
  tenant_id uuid not null,
  record_id uuid not null,
  user_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, record_id, user_id),
  foreign key (tenant_id, user_id) references user_account
);
create index record_editor_user on record_editor (tenant_id, user_id);
call app.tenant_table('record_editor');
