-- Names of patients that a person has said to be one: rows of patient, the one that was merged first.
create table patient_joined (
    prior_row bigint not null references patient (id),
    survivor_row bigint not null references patient (id),
    told_by varchar(128) not null,
    told_at timestamp with time zone not null
);
create index patient_joined_prior on patient_joined (prior_row);
