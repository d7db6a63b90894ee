package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.TransferSyntax;

/** Sends instances back on the association of a C-GET. */
public interface GetResponder {
    /** How many instances are still to come, for the pending responses. */
    void remaining(int count);

    /** Stores one instance; a SOP class or transfer syntax that the peer did not accept counts as failed. */
    DimseStatus store(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax, DataSource dataSet)
            throws IOException;

    /** Whether the peer cancelled the retrieve or went away: the handler should return. */
    boolean cancelled();
}
