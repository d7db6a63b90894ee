-- Documents of one line (a report: its versions, their PDF, what rejects them) are sent one after the other, by their place.
alter table delivery add column line varchar(128);
alter table delivery add column place bigint;
-- What the last answer meant, and since when the destination has answered that it does not take the document for now.
alter table delivery add column answer varchar(16);
alter table delivery add column refused_since timestamp with time zone;

create index delivery_line_old on delivery (line, created_at);
update delivery set line = substring(reference from 1 for 6 + position(' ' in substring(reference from 8)))
    where reference like 'report _% %';
update delivery set place = (select count(*) from delivery e where e.line = delivery.line
    and (e.created_at < delivery.created_at or e.created_at = delivery.created_at and e.id <= delivery.id))
    where line is not null;
drop index delivery_line_old;
create unique index delivery_line on delivery (line, place);

-- A destination that does not do storage commitment is not asked again until a person says so.
create table commitment_refusal (
    destination varchar(256) primary key,
    refused_at timestamp with time zone not null,
    problem varchar(1000) not null
);
