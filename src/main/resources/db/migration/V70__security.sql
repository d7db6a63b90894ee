-- The secret that seals the login sessions; one row, made by the node that first needs it.
create table session_key (
    id integer primary key check (id = 1),
    secret bytea not null
);
