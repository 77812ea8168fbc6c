-- How often a run was begun: one that takes its program down with it is not begun for ever.
alter table learning_run add column attempts int not null default 0 check (attempts >= 0);
