-- How often the state of a report was sealed, which the seal covers: an older state that is put back has a lower number than
-- the one that data folders remember. Findings that are kept beside documents get a seal; those without are made anew.
alter table report add column seal_count integer not null default 0;
alter table report_findings add column seal bytea;
delete from report_findings;
