-- The schema starts here; each feature adds its own tables in a file of its own number range.
create table installation (
    id integer primary key,
    first_started timestamp with time zone not null default current_timestamp
);
insert into installation (id) values (1);
