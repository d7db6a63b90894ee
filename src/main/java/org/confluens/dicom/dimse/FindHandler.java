package org.confluens.dicom.dimse;

import java.io.IOException;

/** Answers queries: C-FIND as SCP, PS3.7 section 9.1.2. */
@FunctionalInterface
public non-sealed interface FindHandler extends DimseHandler {
    /**
     * Sends the matches one by one and returns after the last, which the server follows with the final response.
     *
     * @throws IOException what {@link FindResponder} raised: the association is lost
     * @throws DimseException answered as the final response with its status and comment
     */
    void find(FindRequest request, FindResponder responder) throws IOException, DimseException;
}
