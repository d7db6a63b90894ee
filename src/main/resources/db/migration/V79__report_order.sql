-- The reading list shows the reports that changed last, or those that have waited longest, of all states together.
create index report_by_change on report (changed_at, id);
create index report_by_creation on report (created_at, id);
