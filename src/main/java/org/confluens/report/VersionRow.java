package org.confluens.report;

import java.time.Instant;

/** A version as lists show it; {@code predecessorUid} and {@code verifiedBy} are empty where there is none. */
public record VersionRow(
        int number,
        ReportState stage,
        String sopInstanceUid,
        String predecessorUid,
        String verifiedBy,
        String madeBy,
        Instant madeAt) {

    public VersionRow {
        predecessorUid = predecessorUid == null ? "" : predecessorUid;
    }
}
