-- Which installation this database is the one of; the data folders that belong to it hold the same identifier.
alter table installation add column identifier varchar(36);
