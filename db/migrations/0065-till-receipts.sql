-- A shopper's receipt by mail is something that happened at a till, so that it is sent once, with or without network.
alter table till_event drop constraint till_event_kind_check;
alter table till_event add constraint till_event_kind_check check (kind in (
  'shift_opened', 'sale', 'cash_moved', 'shift_closed', 'customer_added', 'receipt_sent'));

-- An event that is not as its till wrote it is booked all the same, and looked into.
alter table till_review drop constraint till_review_kind_check;
alter table till_review add constraint till_review_kind_check check (kind in (
  'oversold', 'price_differs', 'tax_differs', 'customer_unknown', 'customer_known', 'sku_archived', 'shift_closed',
  'shift_unknown', 'books_closed', 'device_revoked', 'clock_off', 'returned_twice', 'receipt_unknown', 'counter_clash',
  'cash_differs', 'approval_missing', 'altered', 'held'));

-- What a device says could not be delivered from it, for the office to see.
alter table till_device add column stuck_events int not null default 0;
alter table till_device add column stuck_words text;
