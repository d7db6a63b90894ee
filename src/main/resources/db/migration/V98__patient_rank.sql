-- Which source each part of a patient's description is from, by its rank: 0 images, 1 worklist, 2 the administration.
alter table patient add column name_rank smallint default 0 not null;
alter table patient add column birth_date_rank smallint default 0 not null;
alter table patient add column sex_rank smallint default 0 not null;
