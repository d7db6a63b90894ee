package org.confluens.dicom.dimse;

import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;

/**
 * A request to store an instance, PS3.7 table 9.1-1.
 *
 * @param moveOriginator the AE title whose C-MOVE caused the request
 */
public record StoreRequest(
        Caller caller,
        String sopClassUid,
        String sopInstanceUid,
        TransferSyntax transferSyntax,
        Optional<String> moveOriginator) {

    /**
     * Checks that the data set is the instance that the command names, PS3.4 section B.2.3.
     *
     * @throws DimseException A900H if a UID differs or is missing
     */
    public void requireSame(Dataset dataSet) throws DimseException {
        requireSame(dataSet, Tag.SOPClassUID, sopClassUid, "SOP Class UID");
        requireSame(dataSet, Tag.SOPInstanceUID, sopInstanceUid, "SOP Instance UID");
    }

    private static void requireSame(Dataset dataSet, int tag, String uid, String name) throws DimseException {
        if (!dataSet.string(tag, "").equals(uid)) {
            throw new DimseException(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, name + " of data set and command differ");
        }
    }
}
