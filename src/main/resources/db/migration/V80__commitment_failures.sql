-- How often in a row the PACS did not confirm that it keeps a document, and what it said the last time.
alter table delivery add column commitment_failures integer default 0 not null;
alter table delivery add column commitment_problem varchar(256) default '' not null;
