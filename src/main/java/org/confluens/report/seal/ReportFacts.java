package org.confluens.report.seal;

import java.util.OptionalInt;

/** What the row of a report says that decides which of its documents counts, as what, and for whom. */
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
        OptionalInt verifiedVersion) {}
