package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dataset;

/** Sends matches of a query as pending responses; a peer that reads slowly slows the caller down. */
public interface FindResponder {
    /** A match, all optional keys supported: status FF00H. */
    void pending(Dataset match) throws IOException;

    /** A match where some optional keys of the request are not supported: status FF01H. */
    void pendingWithUnsupportedKeys(Dataset match) throws IOException;

    /** Whether the peer cancelled the query or went away: the handler should return. */
    boolean cancelled();
}
