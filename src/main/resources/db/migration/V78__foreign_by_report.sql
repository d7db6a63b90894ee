-- A report is answered for together with what came for it from elsewhere.
create index foreign_document_by_report on foreign_document (report_id);
