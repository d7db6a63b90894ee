package org.confluens.report;

import java.util.List;
import java.util.Map;
import org.confluens.report.seal.SealState;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * The versions of a report as they were found.
 *
 * @param versions those that are there, the first first
 * @param states how each stands, by its number, those included that are gone
 */
record Chain(List<VersionRow> versions, Map<Integer, SealState> states) {

    Chain {
        versions = List.copyOf(versions);
    }

    boolean isIntact() {
        return states.values().stream().allMatch(SealState::intact);
    }

    /** The refusal of whatever would use what was changed behind the program's back. */
    static ProblemException notAsWritten(String what) {
        return new ProblemException(Problem.conflict(
                "not-as-written",
                what + " is not as it was written",
                "It was changed, moved or taken out in the database, and is not used. The report can be withdrawn."));
    }
}
