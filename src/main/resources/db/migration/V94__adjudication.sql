-- What a flag says of the narrowing beside its percentage, and what a person decided about it.
alter table flag add column occlusion boolean default false not null;
alter table flag add column levels varchar(200);
alter table flag add column asked_by varchar(128);
alter table flag add column adjudicated_evidence varchar(64);
