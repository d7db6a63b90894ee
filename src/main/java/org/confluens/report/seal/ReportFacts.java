package org.confluens.report.seal;

import java.util.OptionalInt;

/**
 * What the row of a report says that decides which of its documents counts, as what, and for whom.
 *
 * @param sealings how often it was sealed; 0 for a seal of a release that did not count
 */
public record ReportFacts(
        long id,
        String studyInstanceUid,
        String patientId,
        String patientIssuer,
        String templateId,
        String state,
        String origin,
        int versions,
        int currentVersion,
        OptionalInt verifiedVersion,
        int sealings) {}
