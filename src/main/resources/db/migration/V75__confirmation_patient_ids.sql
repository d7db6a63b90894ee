-- As long as what intake and reports keep, so that no report is too long to be verified.
alter table concordance_patient alter column patient_id set data type varchar(256);
alter table concordance_patient alter column patient_issuer set data type varchar(256);
alter table flag alter column patient_id set data type varchar(256);
alter table flag alter column patient_issuer set data type varchar(256);
alter table confirmation_request alter column patient_id set data type varchar(256);
alter table confirmation_request alter column patient_issuer set data type varchar(256);
