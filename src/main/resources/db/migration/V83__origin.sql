-- Where a document came from, and what of it was to take effect without a person here. What waits now came before that was kept.
alter table intake_document add column host varchar(64) default '' not null;
alter table intake_document add column certificate varchar(1000) default '' not null;
alter table intake_document add column signs boolean default false not null;
alter table intake_document add column rejects boolean default false not null;

-- Which right its sender lacks, so that it waits for a person; and who has let it take effect.
alter table foreign_document add column host varchar(64) default '' not null;
alter table foreign_document add column certificate varchar(1000) default '' not null;
alter table foreign_document add column fingerprint varchar(64) default '' not null;
alter table foreign_document add column lacks varchar(8) default '' not null check (lacks in ('', 'SIGN', 'REJECT'));
alter table foreign_document add column accepted_by varchar(128) default '' not null;

-- A version from elsewhere is made by whoever signed it, sent from there, accepted by a person here.
alter table report_version alter column made_by set data type varchar(2000);
