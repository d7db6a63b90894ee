-- Flags, the requests that answer them, and the last comparison of each patient and segment.
create sequence flag_seq start with 50 increment by 50;
create sequence flag_change_seq start with 50 increment by 50;
create sequence confirmation_request_seq start with 50 increment by 50;
create sequence concordance_patient_seq start with 50 increment by 50;
create sequence concordance_run_seq start with 50 increment by 50;

create table confirmation_request (
    id bigint primary key,
    lock_version bigint not null,
    patient_id varchar(64) not null,
    patient_issuer varchar(64) not null,
    state varchar(16) not null check (state in ('PROPOSED', 'SCHEDULED', 'IN_PROGRESS', 'ENDED', 'CANCELED')),
    proposed_at timestamp with time zone not null,
    approved_by varchar(128),
    approved_at timestamp with time zone,
    step_id varchar(16),
    study_instance_uid varchar(64),
    accession_number varchar(16),
    planned_start varchar(19),
    station varchar(200),
    performed boolean not null,
    ended_at timestamp with time zone,
    ended_why varchar(400)
);
create index confirmation_request_by_patient on confirmation_request (patient_id, patient_issuer);
create index confirmation_request_by_state on confirmation_request (state, proposed_at);
create index confirmation_request_by_step on confirmation_request (step_id);

create table flag (
    id bigint primary key,
    lock_version bigint not null,
    patient_id varchar(64) not null,
    patient_issuer varchar(64) not null,
    segment_id varchar(32) not null,
    state varchar(24) not null check (state in
        ('OPEN', 'CONFIRMATION_PROPOSED', 'SCHEDULED', 'IN_PROGRESS', 'RESOLVED', 'DISMISSED')),
    outcome varchar(24),
    rule_id varchar(16) not null,
    examination varchar(16) not null,
    report_uid varchar(64) not null,
    study_instance_uid varchar(64) not null,
    study_date date not null,
    percent_stenosis double precision,
    physiological_site boolean not null,
    request_id bigint references confirmation_request (id),
    raised_at timestamp with time zone not null,
    changed_at timestamp with time zone not null,
    settled_by varchar(128),
    settled_why varchar(1000),
    dismissal varchar(16) check (dismissal in ('PERSON', 'EVIDENCE_GONE', 'DUPLICATE'))
);
create index flag_by_patient on flag (patient_id, patient_issuer, segment_id);
create index flag_by_state on flag (state, raised_at);
create index flag_by_request on flag (request_id);

-- Every step of a flag's life, never changed.
create table flag_change (
    id bigint primary key,
    flag_id bigint not null references flag (id),
    event varchar(16) not null,
    state_from varchar(24) not null,
    state_to varchar(24) not null,
    made_by varchar(128) not null,
    why varchar(1000) not null,
    made_at timestamp with time zone not null
);
create index flag_change_by_flag on flag_change (flag_id, id);

-- One row a patient: what is locked while the patient is compared, and the order in which all are compared again.
create table concordance_patient (
    id bigint primary key,
    patient_id varchar(64) not null,
    patient_issuer varchar(64) not null,
    compared_at timestamp with time zone,
    unique (patient_id, patient_issuer)
);

-- What counted for each segment when its patient was last compared: the statistics' source, without a name.
create table segment_comparison (
    concordance_patient_id bigint not null references concordance_patient (id),
    segment_id varchar(32) not null,
    side varchar(1) not null,
    outcome varchar(24) not null,
    rule_id varchar(16) not null,
    category varchar(16) not null,
    mrv varchar(16), mrv_date date, mrv_reader varchar(128),
    ctv varchar(16), ctv_date date, ctv_reader varchar(128),
    ultrasound varchar(16), ultrasound_date date, ultrasound_reader varchar(128),
    catheter varchar(16), catheter_date date, catheter_reader varchar(128),
    ivus varchar(16), ivus_date date, ivus_reader varchar(128),
    primary key (concordance_patient_id, segment_id)
);

-- A comparison of all patients again, in batches; it goes on where it stopped.
create table concordance_run (
    id bigint primary key,
    fingerprint varchar(64) not null,
    started_by varchar(128) not null,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    next_patient bigint not null,
    patients bigint not null,
    failures bigint not null
);
