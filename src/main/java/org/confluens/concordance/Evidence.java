package org.confluens.concordance;

import java.util.Comparator;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.SegmentFinding;

/** A finding with the report that states it. */
public record Evidence(ReportFindings report, SegmentFinding finding) {

    /** Newest images last; of two reports on images of one day the one verified later, and never by arrival. */
    public static final Comparator<Evidence> BY_AGE = Comparator.comparing(
                    (Evidence e) -> e.report().studyDate())
            .thenComparing(e -> e.report().verifiedAt())
            .thenComparing(e -> e.report().reportUid());
}
