package org.confluens.dicom.dimse;

import java.util.List;
import org.confluens.dicom.data.Dataset;

/**
 * A request of a normalized service, PS3.7 section 10.3.
 *
 * @param sopInstanceUid empty only in an N-CREATE that leaves the choice to the performer
 * @param typeId the event type or action type; 0 in other requests
 * @param attributes the attributes that an N-GET asks for
 * @param dataSet empty where the request brought none
 */
public record NormalizedRequest(
        Caller caller,
        String sopClassUid,
        String sopInstanceUid,
        int typeId,
        List<Integer> attributes,
        Dataset dataSet) {
    public NormalizedRequest {
        attributes = List.copyOf(attributes);
    }
}
