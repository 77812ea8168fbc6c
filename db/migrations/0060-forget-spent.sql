-- What is spent is let go of each night, found by its age (identity/forget-spent.ts); the other tables of it have such an index.
create index refresh_token_age on refresh_token (tenant_id, expires_at);
create index mail_link_age on mail_link (tenant_id, expires_at);
