-- Parties: any person or firm; customer and supplier are roles it plays.
create table party (
  tenant_id uuid not null,
  id uuid not null,
  code text,
  kind text not null check (kind in ('company', 'person')),
  name text not null check (name <> ''),
  name_key text not null generated always as (lower(name)) stored,
  email text,
  email_key text generated always as (lower(btrim(email))) stored,
  phone text,
  tax_number text,
  country text check (country ~ '^[A-Z]{2}$'),
  state text,
  is_customer boolean not null default false,
  is_supplier boolean not null default false,
  consent jsonb not null default '{}',
  external_ref text,
  note text,
  status text not null default 'active' check (status in ('active', 'archived')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id)
);
create unique index party_code on party (tenant_id, code) where code is not null;
create unique index party_external_ref on party (tenant_id, external_ref) where external_ref is not null;
create unique index party_customer_email on party (tenant_id, email_key) where email_key is not null and is_customer;
create unique index party_customer_phone on party (tenant_id, phone) where phone is not null and is_customer;
create index party_name on party (tenant_id, name_key, id);
call app.tenant_table('party');

-- The words a party is found by. Behind the tenant wall LIKE and trigram indexes are never used (their operators are not
-- leakproof), prefixes of plain columns are.
create table party_word (
  tenant_id uuid not null,
  word text collate "C" not null,
  party_id uuid not null,
  primary key (tenant_id, word, party_id),
  foreign key (tenant_id, party_id) references party on delete cascade
);
create index party_word_party on party_word (tenant_id, party_id);
call app.tenant_table('party_word', 'select, insert, delete');

create function app.keep_party_words() returns trigger
  language plpgsql as $$
declare digits text := regexp_replace(coalesce(new.phone, ''), '[^0-9]', '', 'g');
begin
  if tg_op = 'UPDATE' then
    delete from party_word where tenant_id = new.tenant_id and party_id = new.id;
  end if;
  insert into party_word (tenant_id, word, party_id)
  select distinct new.tenant_id, left(w, 100), new.id
  from unnest(array[lower(new.code), lower(new.email), digits, right(digits, 10)]
              || regexp_split_to_array(lower(concat_ws(' ', new.name, new.code)), '[[:space:],.;:()/&"''_-]+')) w
  where w <> '';
  return null;
end $$;
create trigger party_words after insert or update of name, code, email, phone on party
  for each row execute function app.keep_party_words();

create table party_address (
  tenant_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  kind text not null check (kind in ('billing', 'shipping')),
  line1 text not null,
  line2 text,
  city text not null,
  state text,
  postcode text,
  country text not null check (country ~ '^[A-Z]{2}$'),
  is_default boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, party_id) references party
);
create index party_address_party on party_address (tenant_id, party_id);
call app.tenant_table('party_address');

-- How we trade with a customer: tier, terms, credit.
create table customer_account (
  tenant_id uuid not null,
  party_id uuid not null,
  price_tier text,
  payment_terms_days int not null default 0 check (payment_terms_days between 0 and 365),
  credit_limit_minor bigint check (credit_limit_minor >= 0),
  credit_hold boolean not null default false,
  sales_rep_id uuid,
  partial_ship text not null default 'refuse' check (partial_ship in ('refuse', 'partial', 'backorder')),
  version int not null default 1,
  primary key (tenant_id, party_id),
  foreign key (tenant_id, party_id) references party
);
call app.tenant_table('customer_account');

create table size_scale (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  sizes text[] not null check (cardinality(sizes) between 1 and 60),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call app.tenant_table('size_scale');

create table category (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references category (tenant_id, id)
);
call app.tenant_table('category');

create table season (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call app.tenant_table('season');

create table style (
  tenant_id uuid not null,
  id uuid not null,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  -- A column, not an expression: behind the tenant wall an index is only searched by leakproof operators on columns.
  name_key text not null generated always as (lower(name)) stored,
  description text,
  kind text not null default 'goods' check (kind in ('goods', 'service')),
  brand text,
  gender text,
  category_id uuid,
  season_id uuid,
  size_scale_id uuid not null,
  hsn_code text,
  tax_class text not null,
  fabric text,
  origin_country text,
  -- What a search looks in: code, name, brand and the colours, lower case. Kept by the catalog's commands.
  search_text text not null default '',
  status text not null default 'active' check (status in ('draft', 'active', 'markdown', 'discontinued', 'archived')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, category_id) references category,
  foreign key (tenant_id, season_id) references season,
  foreign key (tenant_id, size_scale_id) references size_scale
);
create index style_name on style (tenant_id, name_key, id);
call app.tenant_table('style');

create table colourway (
  tenant_id uuid not null,
  id uuid not null,
  style_id uuid not null,
  code text not null check (code <> ''),
  name text not null,
  hex text not null check (hex ~ '^#[0-9a-f]{6}$'),
  family text,
  position int not null default 0,
  picture_file_id uuid,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, style_id, code),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('colourway');

-- The only thing stocked and sold: style x colourway x size.
create table sku (
  tenant_id uuid not null,
  id uuid not null,
  style_id uuid not null,
  colourway_id uuid not null,
  code text not null check (code <> ''),
  size text not null,
  size_position int not null,
  gtin text check (gtin ~ '^[0-9]{14}$'),
  tax_class text,
  reorder_point int,
  status text not null default 'active' check (status in ('active', 'archived')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  unique (tenant_id, colourway_id, size),
  foreign key (tenant_id, style_id) references style,
  foreign key (tenant_id, colourway_id) references colourway
);
create unique index sku_gtin on sku (tenant_id, gtin) where gtin is not null;
create index sku_style on sku (tenant_id, style_id);
call app.tenant_table('sku');

-- Every GTIN that a SKU ever carried. Rows stay when the SKU gives the number up, so that none is used for two goods
-- (GS1 General Specifications: a GTIN is not reused).
create table gtin_assignment (
  tenant_id uuid not null,
  gtin text not null check (gtin ~ '^[0-9]{14}$'),
  sku_id uuid not null,
  assigned_at timestamptz not null default now(),
  primary key (tenant_id, gtin)
);
call app.tenant_table('gtin_assignment', 'select, insert');

create function app.claim_gtin() returns trigger
  language plpgsql as $$
declare holder uuid;
begin
  insert into gtin_assignment (tenant_id, gtin, sku_id) values (new.tenant_id, new.gtin, new.id)
  on conflict do nothing;
  if not found then
    select sku_id into holder from gtin_assignment where tenant_id = new.tenant_id and gtin = new.gtin;
    if holder is distinct from new.id then
      raise exception 'GTIN % was given to another SKU', new.gtin using errcode = '23505', constraint = 'sku_gtin';
    end if;
  end if;
  return null;
end $$;
create trigger sku_gtin_claim after insert or update of gtin on sku
  for each row when (new.gtin is not null) execute function app.claim_gtin();
