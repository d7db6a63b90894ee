-- A refused message leaves the list once a person has dealt with it, or once its sender had it carried out.
alter table hl7_message add column settled_at timestamp with time zone;
