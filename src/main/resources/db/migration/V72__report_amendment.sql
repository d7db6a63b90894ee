-- The version that the next one follows; an amendment that was given up leaves newer ones that stand for nothing.
alter table report add column current_version integer default 0 not null;
update report set current_version = versions;

-- As long as what intake keeps, so that no name is too long for a report.
alter table report alter column patient_id set data type varchar(256);
alter table report alter column patient_issuer set data type varchar(256);
alter table report alter column patient_name set data type varchar(512);
alter table foreign_document alter column patient_id set data type varchar(256);
alter table foreign_document alter column patient_issuer set data type varchar(256);

-- What a person did about a document that had been put aside.
alter table foreign_document add column settled_by varchar(128) default '' not null;
alter table foreign_document add column settled_note varchar(1000) default '' not null;
alter table foreign_document add column settled_at timestamp with time zone;
