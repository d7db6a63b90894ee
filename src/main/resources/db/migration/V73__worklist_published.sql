-- A step that another system serves need not be answered here as well.
alter table worklist_step add column published boolean default false not null;
