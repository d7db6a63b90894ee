-- Sequences start at their increment: the persistence provider takes the block that ends with the value it gets.
create sequence patient_seq start with 50 increment by 50;
create sequence study_seq start with 50 increment by 50;
create sequence series_seq start with 50 increment by 50;
create sequence intake_refusal_seq start with 50 increment by 50;

create table patient (
    id bigint primary key,
    patient_id varchar(256) not null,
    issuer varchar(256) not null,
    name varchar(512) not null,
    birth_date varchar(8) not null,
    sex varchar(16) not null,
    merged_into bigint references patient (id),
    constraint patient_key unique (patient_id, issuer)
);

create table study (
    id bigint primary key,
    study_instance_uid varchar(64) not null,
    patient_id bigint not null references patient (id),
    accession_number varchar(64) not null,
    study_date varchar(8) not null,
    study_time varchar(16) not null,
    description varchar(256) not null,
    modalities varchar(256) not null,
    sender varchar(16) not null,
    state varchar(16) not null,
    first_arrival_at timestamp with time zone not null,
    last_arrival_at timestamp with time zone not null,
    stable_at timestamp with time zone not null,
    stable_reason varchar(256) not null,
    times_stable integer not null,
    instances integer not null,
    template_id varchar(64),
    rule_id varchar(64) not null,
    classification_reason varchar(1024) not null,
    problem varchar(1024) not null,
    attempts integer not null,
    version bigint not null,
    constraint study_uid unique (study_instance_uid)
);
create index study_due on study (state, stable_at);
create index study_patient on study (patient_id);
create index study_accession on study (accession_number);
create index study_arrival on study (last_arrival_at);

create table series (
    id bigint primary key,
    study_id bigint not null references study (id),
    series_instance_uid varchar(64) not null,
    modality varchar(16) not null,
    series_number varchar(16) not null,
    description varchar(256) not null,
    body_part varchar(64) not null,
    instances integer not null,
    sample bytea not null,
    constraint series_uid unique (study_id, series_instance_uid)
);

-- One index for what belongs to a series and for what has come before; there are many instances.
create table instance (
    series_id bigint not null references series (id),
    sop_instance_uid varchar(64) not null,
    sop_class_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    instance_number integer,
    frames integer not null,
    received_at timestamp with time zone not null,
    header bytea not null,
    primary key (series_id, sop_instance_uid)
);

create table intake_document (
    sop_instance_uid varchar(64) primary key,
    series_id bigint not null references series (id),
    study_instance_uid varchar(64) not null,
    sender varchar(16) not null,
    state varchar(16) not null,
    next_attempt_at timestamp with time zone not null,
    attempts integer not null,
    problem varchar(1024) not null
);
create index intake_document_due on intake_document (state, next_attempt_at);

create table intake_sender (
    ae_title varchar(16) primary key,
    last_arrival_at timestamp with time zone not null
);

create table intake_journal (
    node varchar(36) primary key,
    segment bigint not null,
    position bigint not null
);

create table intake_refusal (
    id bigint primary key,
    refused_at timestamp with time zone not null,
    sender varchar(16) not null,
    sop_class_uid varchar(64) not null,
    sop_instance_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    status integer not null,
    reason varchar(256) not null
);
create index intake_refusal_time on intake_refusal (refused_at);

create table instance_expected (
    study_instance_uid varchar(64) not null,
    sop_instance_uid varchar(64) not null,
    announced_at timestamp with time zone not null,
    primary key (sop_instance_uid, study_instance_uid)
);
create index instance_expected_study on instance_expected (study_instance_uid);
