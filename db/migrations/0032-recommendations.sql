-- What a nightly run would show where: goods bought together, goods that complete a look, goods alike, for a customer, and
-- what sells in a kind of channel. context is the style, the customer, or the kind of channel ('' for all). Whether a piece is
-- there to be had, and not just bought, is asked when it is shown.
create table recommendation (
  tenant_id uuid not null,
  run_id uuid not null,
  kind text not null check (kind in ('together', 'look', 'alike', 'customer', 'popular')),
  context text not null,
  rank int not null check (rank >= 1),
  style_id uuid not null,
  score double precision not null,
  reason text,
  primary key (tenant_id, run_id, kind, context, rank),
  foreign key (tenant_id, style_id) references style
);
create unique index recommendation_style on recommendation (tenant_id, run_id, kind, context, style_id);
call app.tenant_table('recommendation', 'select, insert, delete');
