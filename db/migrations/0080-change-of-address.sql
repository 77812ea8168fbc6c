-- A person may take another e-mail address: the link to confirm it goes to the new one.
alter table mail_link drop constraint mail_link_kind_check,
  add constraint mail_link_kind_check
  check (kind in ('verify_email', 'change_email', 'reset_password', 'invitation'));
