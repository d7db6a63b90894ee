package org.confluens.report;

import org.confluens.patient.PatientKey;

/** A report was made for a study and waits for its reader. Fired inside the transaction that made it. */
public record ReportDrafted(long reportId, PatientKey patient, String studyInstanceUid, String templateId) {}
