package org.confluens.report;

import java.time.Instant;
import org.confluens.intake.PatientKey;

/**
 * The verified version of a report that counts, with what a comparison needs of both, read without their entities.
 *
 * @param studyDate of the images, as the report was made for them; empty where they named none
 * @param madeAt when the document became a version here, which for one from elsewhere is when it came
 */
record CountedVersion(
        PatientKey patient,
        String studyInstanceUid,
        String studyDate,
        String templateId,
        String templateVersion,
        Instant madeAt,
        SealedDocument document) {

    static CountedVersion of(Object[] row) {
        return new CountedVersion(
                new PatientKey((String) row[0], (String) row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                new SealedDocument((String) row[7], (byte[]) row[8]));
    }
}
