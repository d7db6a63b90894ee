package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Dataset;

/**
 * The answer of a performer.
 *
 * @param sopInstanceUid the instance concerned, such as one that an N-CREATE made; empty to repeat the request's
 * @param dataSet what the service returns; empty for none
 */
public record NormalizedResponse(DimseStatus status, String sopInstanceUid, Dataset dataSet) {
    public static NormalizedResponse success() {
        return new NormalizedResponse(DimseStatus.SUCCESS, "", Dataset.empty());
    }

    public static NormalizedResponse success(Dataset dataSet) {
        return new NormalizedResponse(DimseStatus.SUCCESS, "", dataSet);
    }

    public static NormalizedResponse created(String sopInstanceUid, Dataset dataSet) {
        return new NormalizedResponse(DimseStatus.SUCCESS, sopInstanceUid, dataSet);
    }
}
