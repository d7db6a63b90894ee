package org.confluens.worklist;

import java.util.List;
import java.util.Set;

/**
 * A modality performed procedure step has ended, scheduled or not. For whoever waits for a study to be complete: the
 * studies it belongs to and every instance that the modality says it made.
 */
public record PerformedStepEnded(
        String performedStepUid, boolean completed, Set<String> studyInstanceUids, List<String> sopInstanceUids) {

    public PerformedStepEnded {
        studyInstanceUids = Set.copyOf(studyInstanceUids);
        sopInstanceUids = List.copyOf(sopInstanceUids);
    }
}
