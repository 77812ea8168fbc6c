-- Price lists. kind: base (what a style costs where nothing else says), channel, tier, contract (one customer).
create table price_list (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('base', 'channel', 'tier', 'contract')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  price_mode text not null check (price_mode in ('inclusive', 'exclusive')),
  channel_kind text check (channel_kind in ('wholesale', 'retail', 'web', 'marketplace')),
  price_tier text,
  customer_id uuid,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, customer_id) references party,
  check ((kind = 'channel') = (channel_kind is not null) or kind in ('tier', 'contract')),
  check (kind <> 'tier' or price_tier is not null),
  check (kind <> 'contract' or customer_id is not null)
);
call app.tenant_table('price_list');

-- A price for a style, or for one SKU of it (size surcharge), from a quantity up.
create table price (
  tenant_id uuid not null,
  id uuid not null,
  price_list_id uuid not null,
  style_id uuid not null,
  sku_id uuid,
  min_qty int not null default 1 check (min_qty >= 1),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  floor_minor bigint check (floor_minor >= 0),
  valid_from date not null default '-infinity',
  valid_to date not null default 'infinity',
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, price_list_id) references price_list,
  foreign key (tenant_id, style_id) references style,
  foreign key (tenant_id, sku_id) references sku,
  check (valid_to >= valid_from)
);
create unique index price_of on price (tenant_id, style_id, price_list_id, coalesce(sku_id, style_id), min_qty, valid_from);
call app.tenant_table('price');

create table promotion (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('percent', 'amount')),
  percent_basis_points int check (percent_basis_points between 1 and 10000),
  amount_minor bigint check (amount_minor > 0),
  channel_kinds text[] not null default '{}',
  style_ids uuid[] not null default '{}',
  category_ids uuid[] not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  stackable boolean not null default false,
  priority int not null default 100,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  check ((kind = 'percent') = (percent_basis_points is not null)),
  check ((kind = 'amount') = (amount_minor is not null))
);
call app.tenant_table('promotion');

-- Dated tax rules, copied from the country's pack at sign-up; band is as packages/domain's TaxRule says.
create table tax_rule (
  tenant_id uuid not null,
  id uuid not null,
  jurisdiction text not null,
  tax_class text not null,
  component text not null,
  supply text not null check (supply in ('intra', 'inter', 'any')),
  rate_ppm bigint not null check (rate_ppm between 0 and 10000000),
  band jsonb not null,
  valid_from date not null,
  valid_to date,
  reason text,
  source text not null,
  primary key (tenant_id, id)
);
call app.tenant_table('tax_rule');
