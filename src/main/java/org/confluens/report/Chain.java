package org.confluens.report;

import java.util.List;
import java.util.Map;
import org.confluens.report.seal.SealState;

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
}
