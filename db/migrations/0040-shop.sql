-- The online shop: what it shows and how it delivers, carts, shoppers and what they ask to send back.

-- One row per business, made when the shop is first set up.
create table shop_settings (
  tenant_id uuid not null primary key,
  is_open boolean not null default false,
  channel_id uuid not null,
  -- The service SKU that a delivery charge is sold as, so that it is priced, taxed and invoiced as everything else.
  delivery_sku_id uuid not null,
  title text not null,
  tagline text,
  announcement text,
  about text,
  contact_email text,
  hero_style_id uuid,
  hold_minutes int not null default 20 check (hold_minutes between 1 and 1440),
  pay_minutes int not null default 30 check (pay_minutes between 5 and 1440),
  sold_out text not null default 'last' check (sold_out in ('show', 'last', 'hide')),
  shows_new_styles boolean not null default true,
  pays_online boolean not null default true,
  pays_on_delivery boolean not null default true,
  on_delivery_most_minor bigint check (on_delivery_most_minor > 0),
  return_days int not null default 14 check (return_days between 0 and 365),
  version int not null default 1,
  foreign key (tenant_id, channel_id) references channel,
  foreign key (tenant_id, delivery_sku_id) references sku
);
call app.tenant_table('shop_settings', 'select, insert, update');

-- What a delivery costs, by where it goes. Of the rows that fit an address the shopper chooses.
create table shop_delivery (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  -- Empty: the whole country.
  states text[] not null default '{}',
  charge_minor bigint not null check (charge_minor >= 0),
  free_from_minor bigint check (free_from_minor > 0),
  least_days int not null default 2 check (least_days between 0 and 120),
  most_days int not null default 5,
  position int not null default 0,
  primary key (tenant_id, id),
  check (most_days between least_days and 120)
);
call app.tenant_table('shop_delivery', 'select, insert, update, delete');

create table shop_collection (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$'),
  name text not null,
  blurb text,
  -- styles: those named, in their order; the others follow the catalog by themselves.
  rule text not null check (rule in ('styles', 'season', 'category', 'sale', 'newest')),
  season_id uuid,
  category_id uuid,
  style_ids uuid[] not null default '{}',
  on_home boolean not null default true,
  position int not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, slug),
  check ((rule = 'season') = (season_id is not null)),
  check ((rule = 'category') = (category_id is not null)),
  foreign key (tenant_id, season_id) references season,
  foreign key (tenant_id, category_id) references category
);
call app.tenant_table('shop_collection', 'select, insert, update, delete');

-- Only styles that were shown or hidden by hand have a row.
create table shop_style (
  tenant_id uuid not null,
  style_id uuid not null,
  is_shown boolean not null,
  primary key (tenant_id, style_id),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('shop_style', 'select, insert, update');

create table shopper (
  tenant_id uuid not null,
  id uuid not null,
  email_key text not null check (email_key = lower(btrim(email_key)) and email_key <> ''),
  customer_id uuid not null,
  password_hash text,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, email_key),
  foreign key (tenant_id, customer_id) references party
);
call app.tenant_table('shopper', 'select, insert, update');

-- The newest one-time code of an address; a new one takes the place of the one before.
create table shopper_code (
  tenant_id uuid not null,
  email_key text not null,
  code_hash text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  sent_in_hour int not null default 1,
  hour_began_at timestamptz not null,
  primary key (tenant_id, email_key)
);
call app.tenant_table('shopper_code', 'select, insert, update, delete');

create table shopper_session (
  tenant_id uuid not null,
  token_hash text not null,
  shopper_id uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, shopper_id) references shopper
);
create index shopper_session_of on shopper_session (tenant_id, shopper_id);
call app.tenant_table('shopper_session', 'select, insert, update');

create table cart (
  tenant_id uuid not null,
  id uuid not null,
  token_hash text not null,
  shopper_id uuid,
  status text not null default 'open' check (status in ('open', 'ordered', 'merged')),
  -- Until then the pieces are held for this cart; null while it is empty.
  held_until timestamptz,
  order_id uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  check ((status = 'ordered') = (order_id is not null)),
  foreign key (tenant_id, shopper_id) references shopper
);
create unique index cart_open_of_shopper on cart (tenant_id, shopper_id) where shopper_id is not null and status = 'open';
call app.tenant_table('cart', 'select, insert, update');

create table cart_line (
  tenant_id uuid not null,
  cart_id uuid not null,
  sku_id uuid not null,
  -- What its reservation names.
  id uuid not null,
  qty int not null check (qty between 1 and 100),
  added_at timestamptz not null default now(),
  primary key (tenant_id, cart_id, sku_id),
  foreign key (tenant_id, cart_id) references cart,
  foreign key (tenant_id, sku_id) references sku
);
call app.tenant_table('cart_line', 'select, insert, update, delete');

-- What the shop knows of an order beside the order itself. One per cart: that is what places an order exactly once.
create table shop_order (
  tenant_id uuid not null,
  order_id uuid not null,
  cart_id uuid not null,
  shopper_id uuid,
  -- The order's page is open to who has the key (in the mail, in the browser that bought).
  key_hash text not null,
  email_key text not null,
  phone text,
  pays text not null check (pays in ('online', 'on_delivery')),
  delivery_name text not null,
  delivery_minor bigint not null,
  least_days int not null,
  most_days int not null,
  coupon text,
  -- An order that is paid online and is not paid by then is cancelled; null once it is paid.
  pay_until timestamptz,
  primary key (tenant_id, order_id),
  unique (tenant_id, cart_id),
  foreign key (tenant_id, order_id) references sales_order,
  foreign key (tenant_id, cart_id) references cart
);
create index shop_order_unpaid on shop_order (tenant_id, pay_until) where pay_until is not null;
create index shop_order_email on shop_order (tenant_id, email_key);
create unique index shop_order_key on shop_order (tenant_id, key_hash);
call app.tenant_table('shop_order', 'select, insert, update');

create table return_request (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  reason text not null,
  note text,
  lines jsonb not null,
  status text not null default 'asked' check (status in ('asked', 'accepted', 'refused', 'received')),
  answer text,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references sales_order
);
create index return_request_newest on return_request (tenant_id, asked_at desc, id desc);
create index return_request_order on return_request (tenant_id, order_id);
call app.tenant_table('return_request', 'select, insert, update');

-- The shop's lists read prices of SKUs that have one of their own.
create index price_of_sku on price (tenant_id, sku_id) where sku_id is not null;

-- A promotion that is granted only to who names its coupon.
alter table promotion add column coupon text check (coupon = upper(coupon) and coupon <> '');
alter table promotion add column coupon_most_uses int check (coupon_most_uses > 0);
alter table promotion add column coupon_uses int not null default 0;
alter table promotion add constraint promotion_coupon_limit check (coupon_most_uses is null or coupon_uses <= coupon_most_uses);
create unique index promotion_coupon on promotion (tenant_id, coupon) where coupon is not null and status = 'active';
