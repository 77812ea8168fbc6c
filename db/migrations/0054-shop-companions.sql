-- What goes with a style, as learning last told the shop: it is told by an event, so the shop knows nothing of learning.
create table shop_companion (
  tenant_id uuid not null,
  style_id uuid not null,
  -- Ids of styles, the best first.
  look uuid[] not null default '{}',
  together uuid[] not null default '{}',
  alike uuid[] not null default '{}',
  -- When learning said so: what was said before and arrives later changes nothing.
  told_at timestamptz not null,
  primary key (tenant_id, style_id),
  foreign key (tenant_id, style_id) references style on delete cascade
);
call app.tenant_table('shop_companion', 'select, insert, update');
