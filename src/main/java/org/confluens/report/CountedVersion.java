package org.confluens.report;

import java.time.Instant;
import java.util.Optional;
import org.confluens.patient.PatientKey;

/**
 * The verified version of a report that counts, with what a comparison needs of both, read without their entities.
 *
 * @param id of the version
 * @param studyDate of the images, as the report was made for them; empty where they named none
 * @param madeAt when the document became a version here, which for one from elsewhere is when it came
 * @param kept the findings that were taken out of its document before
 */
record CountedVersion(
        long id,
        PatientKey patient,
        String sopInstanceUid,
        String studyInstanceUid,
        String studyDate,
        String templateId,
        String templateVersion,
        Instant madeAt,
        Optional<Kept> kept,
        SealedDocument document) {

    /** Findings as they are kept, and what they depended on when they were taken out. */
    record Kept(String fingerprint, String findings) {}

    /** @param trusted whether the kept findings are as they were written */
    static CountedVersion of(Object[] row, boolean trusted) {
        return new CountedVersion(
                (Long) row[0],
                new PatientKey((String) row[1], (String) row[2]),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (Instant) row[8],
                Optional.ofNullable((String) row[9])
                        .filter(print -> trusted)
                        .map(print -> new Kept(print, (String) row[10])),
                new SealedDocument((String) row[3], (byte[]) row[11]));
    }
}
