package org.confluens.dicom.dimse;

import java.io.IOException;

/** Reports the progress of a retrieve as pending responses. */
public interface MoveProgress {
    void pending(SubOperations soFar) throws IOException;

    /** Whether the peer cancelled the retrieve or went away: the handler should return. */
    boolean cancelled();

    /** Names an instance whose sub-operation failed, for the list in the final response (PS3.4 section C.4.2.1.4.2). */
    void failed(String sopInstanceUid);
}
