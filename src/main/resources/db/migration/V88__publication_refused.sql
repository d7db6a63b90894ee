-- Since when the other system has answered that it does not take it for now, and when it was refused for good or given up.
alter table worklist_publication add column refused_since timestamp with time zone;
alter table worklist_publication add column refused_at timestamp with time zone;
