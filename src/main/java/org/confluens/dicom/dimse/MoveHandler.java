package org.confluens.dicom.dimse;

import java.io.IOException;

/** Answers retrieve requests to a third party: C-MOVE as SCP, PS3.7 section 9.1.4. */
@FunctionalInterface
public non-sealed interface MoveHandler extends DimseHandler {
    /**
     * Carries out the sub-operations, reporting their progress, and returns their final count.
     *
     * @throws DimseException answered as the final response, such as A801H for an unknown destination
     */
    SubOperations move(RetrieveRequest request, MoveProgress progress) throws IOException, DimseException;
}
