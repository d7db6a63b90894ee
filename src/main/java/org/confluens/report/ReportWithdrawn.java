package org.confluens.report;

import java.util.Optional;
import org.confluens.patient.PatientKey;

/**
 * A report was withdrawn: nothing in it counts any more. Fired inside the transaction that withdrew it.
 *
 * @param sopInstanceUid the verified document that counted until now, if there was one
 */
public record ReportWithdrawn(
        long reportId,
        PatientKey patient,
        String studyInstanceUid,
        String templateId,
        Optional<String> sopInstanceUid) {}
