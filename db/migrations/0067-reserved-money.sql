-- Money that a bank has set aside for us and that is taken later, by our asking: when the parcel leaves.
alter table payment drop constraint payment_status_check;
alter table payment add constraint payment_status_check check (status in ('pending', 'authorised', 'captured', 'failed', 'voided'));
-- Whether the provider was asked to set aside only.
alter table payment add column capture_later boolean not null default false;

alter table shop_settings add column takes_money text not null default 'at_once' check (takes_money in ('at_once', 'when_sent'));
