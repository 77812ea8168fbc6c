-- In which language a person last signed in: mails about their account are written in it. Null until their app told one.
alter table user_account add column language text check (language in ('en', 'hi'));
