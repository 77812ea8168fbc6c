-- Mails the program sends. Without an SMTP server they stay here ('kept') and the admin's mail box shows them.
-- `private` marks those with a link that signs somebody in; once such a mail has left by SMTP its text is blanked.
create table mail (
  tenant_id uuid not null,
  id uuid not null,
  to_address text not null,
  to_name text,
  subject text not null,
  text_body text not null,
  html_body text not null,
  about_type text,
  about_id uuid,
  private boolean not null default false,
  status text not null check (status in ('kept', 'queued', 'sent', 'failed')),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (tenant_id, id)
);
create index mail_about on mail (tenant_id, about_id) where about_id is not null;
call app.tenant_table('mail', 'select, insert, update');
