-- How strongly somebody signed in at an outside provider: which of its words (acr, amr) stand for our own second step.
-- It was enough that the business said "its second step counts"; now the provider has to say so each time. Businesses that
-- had said it are asked for the words anew, and their people for our own second step until then.
alter table sign_in_provider
  add column second_step_acr text[] not null default '{}',
  add column second_step_amr text[] not null default '{}',
  drop column counts_as_second_factor;
-- Whether the provider said so as the session began: a role that asks for a second step is content with it.
alter table user_session add column provider_second_step boolean not null default false;
