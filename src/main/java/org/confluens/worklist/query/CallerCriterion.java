package org.confluens.worklist.query;

import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * Stands in for the station AE title that a caller did not send: steps of the named modalities ({@code *} for all) must
 * be scheduled for one of the stations that the caller stands for. Evaluated on the item of the Scheduled Procedure Step
 * Sequence.
 */
record CallerCriterion(Set<String> modalities, Set<String> stations) implements Criterion {

    @Override
    public boolean matches(Dataset step) {
        if (!concerns(step.strings(Tag.Modality))) {
            return true;
        }
        return step.strings(Tag.ScheduledStationAETitle).stream().anyMatch(stations::contains);
    }

    private boolean concerns(List<String> modality) {
        return modalities.contains("*") || modality.stream().anyMatch(modalities::contains);
    }

    /** True when the station alone decides, whatever the modality. */
    boolean isExact() {
        return modalities.contains("*");
    }
}
