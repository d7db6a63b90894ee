package org.confluens.report.seal;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the row of a report says: which of its documents counts, as what, and for whom.
 *
 * @param sealings how often it was sealed; 0 for a seal of a release that did not count
 * @param shown whatever else people see of the row or comparisons depend on, in an order of its own; empty for a seal of a
 *     release that did not cover it
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
        int sealings,
        List<String> shown) {

    public ReportFacts {
        shown = List.copyOf(shown);
    }

    /** The same as releases before sealed it. */
    ReportFacts withoutShown() {
        return new ReportFacts(
                id,
                studyInstanceUid,
                patientId,
                patientIssuer,
                templateId,
                state,
                origin,
                versions,
                currentVersion,
                verifiedVersion,
                sealings,
                List.of());
    }
}
