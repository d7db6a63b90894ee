package org.confluens.intake;

import java.util.List;
import org.confluens.dicom.data.Dataset;

/**
 * A series of a study, text in DICOM form and empty where not known.
 *
 * @param instances in the order of their Instance Number (0020,0013)
 * @param sample the header of one of its instances, without pixel data
 */
public record SeriesDetails(
        String seriesInstanceUid,
        String modality,
        String number,
        String description,
        String bodyPart,
        List<InstanceReference> instances,
        Dataset sample) {

    public SeriesDetails {
        instances = List.copyOf(instances);
    }
}
