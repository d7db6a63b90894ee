package org.confluens.report;

import org.confluens.patient.PatientKey;

/**
 * A verified document replaced an earlier verified one of the same report, because it was amended or because a further
 * observer verified it. Fired inside the transaction that verified it.
 *
 * @param sopInstanceUid the document that counts from now on
 * @param replacedSopInstanceUid the one that counted until now
 */
public record ReportAmended(
        long reportId,
        PatientKey patient,
        String studyInstanceUid,
        String templateId,
        String sopInstanceUid,
        String replacedSopInstanceUid) {}
