-- Long headers (large documents), deflated, in pieces; the header of such an instance is a mark of 41 bytes.
create table instance_piece (
    series_id bigint not null,
    sop_instance_uid varchar(64) not null,
    number integer not null,
    piece bytea not null,
    primary key (series_id, sop_instance_uid, number),
    foreign key (series_id, sop_instance_uid) references instance (series_id, sop_instance_uid) on delete cascade
);
