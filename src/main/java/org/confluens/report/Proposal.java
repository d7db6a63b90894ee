package org.confluens.report;

import java.util.Objects;
import java.util.Optional;

/**
 * A vein segment that somebody asked this study to look at.
 *
 * @param segmentId the segment, {@code IJV-L-J1}
 * @param reason one neutral sentence that says why
 * @param reportUid the verified document in which the segment was found narrow, if that is why
 */
public record Proposal(String segmentId, String reason, Optional<String> reportUid) {

    public Proposal {
        Objects.requireNonNull(segmentId);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(reportUid);
    }
}
