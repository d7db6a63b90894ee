package org.confluens.dicom.dimse;

import java.io.IOException;

/** Answers retrieve requests on the same association: C-GET as SCP, PS3.7 section 9.1.3. */
@FunctionalInterface
public non-sealed interface GetHandler extends DimseHandler {
    /**
     * Sends the instances through the responder and returns after the last; the counts are the responder's.
     *
     * @throws DimseException answered as the final response
     */
    void get(RetrieveRequest request, GetResponder responder) throws IOException, DimseException;
}
