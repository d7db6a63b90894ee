package org.confluens.dicom.dimse;

import java.io.IOException;

/** Reports the progress of a retrieve as pending responses. */
public interface MoveProgress {
    void pending(SubOperations soFar) throws IOException;

    /** Whether the peer cancelled the retrieve or went away: the handler should return. */
    boolean cancelled();
}
