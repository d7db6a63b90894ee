-- Sessions that a person ended, until they would have ended by themselves: a copy of the cookie opens nothing more.
create table ended_session (
    serial varchar(64) primary key,
    good_until timestamp with time zone not null
);
