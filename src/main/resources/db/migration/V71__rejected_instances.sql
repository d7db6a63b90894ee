-- Instances that a rejection note (IHE Imaging Object Change Management) took back; it may come before what it rejects.
create table instance_rejected (
    sop_instance_uid varchar(64) primary key,
    study_instance_uid varchar(64) not null,
    note_uid varchar(64) not null,
    reason varchar(256) not null,
    rejected_at timestamp with time zone not null
);
create index instance_rejected_study on instance_rejected (study_instance_uid);
