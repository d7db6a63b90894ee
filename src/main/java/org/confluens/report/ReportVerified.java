package org.confluens.report;

import org.confluens.patient.PatientKey;

/**
 * A report was verified for the first time, here or elsewhere. Fired inside the transaction that verified it.
 *
 * @param sopInstanceUid the verified document
 */
public record ReportVerified(
        long reportId, PatientKey patient, String studyInstanceUid, String templateId, String sopInstanceUid) {}
