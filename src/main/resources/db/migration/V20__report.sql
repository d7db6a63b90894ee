-- Reports and their versions. A report's row changes; a version's row is one document that was sent, and never changes.
create sequence report_seq start with 50 increment by 50;
create sequence report_version_seq start with 50 increment by 50;
create sequence foreign_document_seq start with 50 increment by 50;

create table report (
    id bigint primary key,
    lock_version bigint not null,
    study_instance_uid varchar(64) not null,
    patient_id varchar(64) not null,
    patient_issuer varchar(64) not null,
    patient_name varchar(400) not null,
    patient_birth_date varchar(8) not null,
    patient_sex varchar(16) not null,
    study_date varchar(8) not null,
    accession_number varchar(64) not null,
    description varchar(400) not null,
    template_id varchar(64) not null,
    template_version varchar(64) not null,
    state varchar(16) not null check (state in ('DRAFT', 'IN_PROGRESS', 'COMPLETED', 'VERIFIED', 'WITHDRAWN')),
    origin varchar(8) not null check (origin in ('OWN', 'FOREIGN')),
    series_instance_uid varchar(64) not null,
    form_values text not null,
    versions integer not null,
    verified_version integer,
    late_images_at timestamp with time zone,
    edited_by varchar(128) not null,
    withdrawn_reason varchar(1000) not null,
    created_at timestamp with time zone not null,
    changed_at timestamp with time zone not null
);
create index report_by_study on report (study_instance_uid);
create index report_by_patient on report (patient_id, patient_issuer);
create index report_by_state on report (state, changed_at);

create table report_version (
    id bigint primary key,
    report_id bigint not null references report (id),
    number integer not null check (number > 0),
    stage varchar(16) not null check (stage in ('DRAFT', 'IN_PROGRESS', 'COMPLETED', 'VERIFIED')),
    sop_instance_uid varchar(64) not null unique,
    predecessor_uid varchar(64),
    form_values text not null,
    document bytea not null,
    verified_by varchar(2000) not null,
    made_by varchar(128) not null,
    made_at timestamp with time zone not null,
    unique (report_id, number)
);

-- Documents from elsewhere that were not taken over, with the reason.
create table foreign_document (
    id bigint primary key,
    sop_instance_uid varchar(64) not null unique,
    study_instance_uid varchar(64) not null,
    patient_id varchar(64) not null,
    patient_issuer varchar(64) not null,
    calling_ae_title varchar(16) not null,
    title varchar(400) not null,
    outcome varchar(16) not null check (outcome in ('TAKEN_OVER', 'COUNTED', 'SET_ASIDE')),
    reason varchar(2000) not null,
    report_id bigint references report (id),
    arrived_at timestamp with time zone not null
);
create index foreign_document_by_arrival on foreign_document (outcome, arrived_at);
