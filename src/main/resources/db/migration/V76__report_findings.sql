-- The findings of verified documents, so that a comparison need not read the documents again; every row can be made anew
-- from its document, and is when what it depends on has another fingerprint.
create table report_findings (
    version_id bigint primary key references report_version (id),
    fingerprint varchar(80) not null,
    findings text not null
);
