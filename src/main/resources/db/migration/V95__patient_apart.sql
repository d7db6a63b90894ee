-- Names of patients that a person has told apart: rows of patient, the lower key first. Who was told to be the same is merged.
create table patient_apart (
    first_row bigint not null references patient (id),
    second_row bigint not null references patient (id),
    told_by varchar(128) not null,
    told_at timestamp with time zone not null,
    primary key (first_row, second_row)
);
