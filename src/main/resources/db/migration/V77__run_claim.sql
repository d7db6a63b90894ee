-- Until when the batch under way belongs to the process that claimed it; none is under way where it is null.
alter table concordance_run add column claimed_until timestamp with time zone;
