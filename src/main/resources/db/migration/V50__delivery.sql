create sequence delivery_seq start with 50 increment by 50;

create table delivery (
    id bigint primary key,
    reference varchar(128) not null,
    sop_class_uid varchar(64) not null,
    sop_instance_uid varchar(64) not null,
    study_instance_uid varchar(64) not null,
    destination varchar(256) not null,
    state varchar(16) not null,
    created_at timestamp with time zone not null,
    next_attempt_at timestamp with time zone not null,
    delivered_at timestamp with time zone,
    attempts integer not null,
    status integer,
    problem varchar(1024) not null,
    commitment varchar(16) not null,
    commitment_uid varchar(64) not null,
    commitment_at timestamp with time zone,
    version bigint not null
);
create index delivery_due on delivery (state, next_attempt_at);
create index delivery_reference on delivery (reference);
create index delivery_instance on delivery (sop_instance_uid);
create index delivery_commitment on delivery (commitment, commitment_at);

-- The embedded database takes at most a megabyte in one value.
create table delivery_content (
    delivery_id bigint not null references delivery (id),
    part integer not null,
    content bytea not null,
    primary key (delivery_id, part)
);
