package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Dataset;

/**
 * The final response to a request of ours.
 *
 * @param errorComment empty where the peer gave none
 * @param sopInstanceUid the affected instance, such as one that an N-CREATE made; empty where none was named
 * @param dataSet empty where none came
 */
public record DimseResponse(DimseStatus status, String errorComment, String sopInstanceUid, Dataset dataSet) {
    /** Whether the request was carried out, with or without a warning. */
    public boolean isDone() {
        return status.isDone();
    }
}
