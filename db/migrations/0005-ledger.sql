-- The books: append-only, balanced, never changed.
create table account (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  type text not null check (type in ('asset', 'liability', 'equity', 'income', 'expense')),
  account_role text,
  status text not null default 'active' check (status in ('active', 'archived')),
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
create unique index account_role_once on account (tenant_id, account_role) where account_role is not null;
call app.tenant_table('account', 'select, insert, update');

create table fiscal_period (
  tenant_id uuid not null,
  id uuid not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, starts_on)
);
call app.tenant_table('fiscal_period', 'select, insert, update');

-- purpose tells the entries of one document apart (an invoice's revenue, its advance applied...): one of each.
create table journal_entry (
  tenant_id uuid not null,
  id uuid not null,
  posted_on date not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  memo text,
  reverses_entry_id uuid,
  currency text not null,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, document_id, purpose),
  foreign key (tenant_id, reverses_entry_id) references journal_entry (tenant_id, id)
);
create unique index journal_entry_reversed_once on journal_entry (tenant_id, reverses_entry_id)
  where reverses_entry_id is not null;
create index journal_entry_on on journal_entry (tenant_id, posted_on, id);
create index journal_entry_import on journal_entry (tenant_id, import_id) where import_id is not null;
call app.tenant_table('journal_entry', 'select, insert');

create table journal_line (
  tenant_id uuid not null,
  entry_id uuid not null,
  line_no int not null,
  account_id uuid not null,
  posted_on date not null,
  debit_minor bigint not null default 0 check (debit_minor >= 0),
  credit_minor bigint not null default 0 check (credit_minor >= 0),
  party_id uuid,
  tax_component text,
  primary key (tenant_id, entry_id, line_no),
  foreign key (tenant_id, entry_id) references journal_entry,
  check (debit_minor = 0 or credit_minor = 0),
  check (debit_minor + credit_minor > 0)
);
create index journal_line_account on journal_line (tenant_id, account_id, posted_on) include (debit_minor, credit_minor);
call app.tenant_table('journal_line', 'select, insert');

-- All lines of an entry arrive in one statement, and they balance. Checked on the set, so that an import of
-- thousands of entries pays once.
create function app.check_journal_lines() returns trigger language plpgsql as $$
declare bad record;
begin
  select n.entry_id, n.difference into bad
  from (select tenant_id, entry_id, sum(debit_minor) - sum(credit_minor) as difference, count(*) as lines
        from new_lines group by 1, 2) n
  where n.difference <> 0
     or n.lines <> (select count(*) from journal_line l where l.tenant_id = n.tenant_id and l.entry_id = n.entry_id)
  limit 1;
  if not found then
    return null;
  end if;
  if bad.difference <> 0 then
    raise exception 'journal entry % does not balance', bad.entry_id
      using errcode = 'check_violation', constraint = 'journal_entry_balanced';
  end if;
  raise exception 'journal entry % already has its lines', bad.entry_id
    using errcode = 'check_violation', constraint = 'journal_entry_whole';
end $$;
create trigger journal_line_check after insert on journal_line
  referencing new table as new_lines for each statement execute function app.check_journal_lines();

create function app.check_period_open() returns trigger language plpgsql as $$
declare bad date;
begin
  -- Shared among postings, exclusive for whoever closes a period: no entry slips in while the books close.
  perform pg_advisory_xact_lock_shared(hashtextextended(app.tenant_id()::text, 11));
  select n.posted_on into bad from new_entries n join fiscal_period p
    on p.tenant_id = n.tenant_id and n.posted_on between p.starts_on and p.ends_on and p.closed_at is not null limit 1;
  if found then
    raise exception 'the period of % is closed', bad using errcode = 'check_violation', constraint = 'fiscal_period_open';
  end if;
  return null;
end $$;
create trigger journal_entry_period after insert on journal_entry
  referencing new table as new_entries for each statement execute function app.check_period_open();

-- An account's debits and credits of all time at the end of a closed period. Nothing posts into a closed period, so
-- these never change; statements read them and only the lines after them.
create table account_balance (
  tenant_id uuid not null,
  account_id uuid not null,
  ends_on date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  primary key (tenant_id, account_id, ends_on),
  foreign key (tenant_id, account_id) references account
);
call app.tenant_table('account_balance', 'select, insert');
