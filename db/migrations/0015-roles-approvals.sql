-- Roles inherit from roles, and each permission may reach only some locations, channels or the holder's own accounts.
-- What a built-in role may do is told by the release (packages/contract), so that a new permission needs no migration.
alter table role
  add column description text not null default '',
  -- permission -> {locationIds, channelIds, ownAccounts}; a permission that is not named here goes everywhere.
  add column limits jsonb not null default '{}';

create table role_parent (
  tenant_id uuid not null,
  role_id uuid not null,
  parent_id uuid not null check (parent_id <> role_id),
  primary key (tenant_id, role_id, parent_id),
  foreign key (tenant_id, role_id) references role on delete cascade,
  foreign key (tenant_id, parent_id) references role
);
call app.tenant_table('role_parent', 'select, insert, delete');

-- A limit on everything that this role gives this user.
alter table user_role add column limits jsonb;
create index user_role_role on user_role (tenant_id, role_id);

create index customer_account_rep on customer_account (tenant_id, sales_rep_id) where sales_rep_id is not null;

-- A PIN with which a manager approves one act at somebody else's screen.
create table approval_pin (
  tenant_id uuid not null,
  user_id uuid not null,
  pin_hash text not null,
  failed_tries int not null default 0,
  locked_until timestamptz,
  set_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account
);
call app.tenant_table('approval_pin');

-- One approved act: of this kind, up to this amount, at this till, asked for by this actor; spent once, within minutes.
create table approval (
  tenant_id uuid not null,
  id uuid not null,
  act text not null,
  amount_minor bigint check (amount_minor >= 0),
  subject text not null,
  reason text not null default '',
  location_id uuid,
  till_id uuid,
  approved_by uuid not null,
  requested_by_type text not null,
  requested_by uuid not null,
  approved_at timestamptz not null default now(),
  expires_at timestamptz not null,
  spent_at timestamptz,
  spent_on_type text,
  spent_on uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, approved_by) references user_account
);
create index approval_newest on approval (tenant_id, approved_at, id);
call app.tenant_table('approval', 'select, insert, update');

alter table customer_account add foreign key (tenant_id, sales_rep_id) references user_account;
