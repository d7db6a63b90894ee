package org.confluens.finding;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.confluens.sr.Code;

/**
 * A part of a vein that is reported and compared as one, such as the lower segment of the left internal jugular vein.
 *
 * @param id the tracking identifier of its measurement groups, {@code IJV-L-J1}
 * @param site the vein (Finding Site)
 * @param laterality its side, where the vein is paired
 * @param level the part of the vein (Topographical Modifier), where the vein has several
 * @param assessableBy the examinations whose verdict on it counts
 * @param oftenPhysiological whether healthy people are often narrow here
 */
public record Segment(
        String id,
        Code site,
        Optional<Code> laterality,
        Optional<Code> level,
        Set<Examination> assessableBy,
        boolean oftenPhysiological) {

    public Segment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(laterality, "laterality");
        Objects.requireNonNull(level, "level");
        assessableBy = Set.copyOf(assessableBy);
    }

    /** Whether {@code examination} can judge this segment; what it says about one that it can't judge is not counted. */
    public boolean isAssessableBy(Examination examination) {
        return assessableBy.contains(examination);
    }
}
