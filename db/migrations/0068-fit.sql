-- Why goods came back, in one of a few words: what is said in free text cannot be counted.
alter table shipment add column cause text
  check (cause in ('too_small', 'too_large', 'not_as_shown', 'damaged', 'changed_mind', 'other')),
  add check (cause is null or kind = 'return');

-- How each style is cut, as a run of kind fit found it; the model of its size scale says which run serves.
create table style_fit (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  size_scale_id uuid not null,
  -- In sizes: positive runs small.
  size_offset double precision not null,
  standard_error double precision not null check (standard_error >= 0),
  verdict text not null check (verdict in ('small', 'true', 'large')),
  step int not null,
  certainty double precision not null check (certainty between 0 and 1),
  pieces int not null,
  small_qty int not null,
  large_qty int not null,
  -- Per size made: [{size, pieces, small, large}].
  sizes jsonb not null,
  primary key (tenant_id, run_id, style_id),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('style_fit', 'select, insert, delete');

-- Why pieces of each style come back, leaning on its category, as a run of kind fit counted it.
create table style_return (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  pieces int not null,
  returned_qty int not null,
  rate double precision not null check (rate between 0 and 1),
  category_rate double precision not null check (category_rate between 0 and 1),
  -- Deviations above what is usual among styles; null while too few sold to say.
  unusual double precision,
  -- By reason: [{reason, pieces, share}].
  reasons jsonb not null,
  primary key (tenant_id, run_id, style_id),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('style_return', 'select, insert, delete');

-- How a style is cut, as learning last told the shop, with what of its size scale's model advice needs. Of people nothing is
-- told: the shop reads a shopper's size off their own orders.
create table shop_style_fit (
  tenant_id uuid not null,
  style_id uuid not null,
  size_offset double precision not null,
  standard_error double precision not null,
  verdict text not null,
  step int not null,
  pieces int not null,
  small_qty int not null,
  large_qty int not null,
  model jsonb not null,
  told_at timestamptz not null,
  primary key (tenant_id, style_id),
  foreign key (tenant_id, style_id) references style on delete cascade
);
call app.tenant_table('shop_style_fit', 'select, insert, update, delete');

alter table suggestion drop constraint suggestion_kind_check,
  add constraint suggestion_kind_check
  check (kind in ('reorder', 'transfer', 'price', 'markdown', 'call_customer', 'fix_fit'));
