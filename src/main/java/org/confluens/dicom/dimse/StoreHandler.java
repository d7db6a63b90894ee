package org.confluens.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;

/** Takes composite instances: C-STORE as SCP, PS3.7 section 9.1.1 and PS3.4 annex B. */
@FunctionalInterface
public non-sealed interface StoreHandler extends DimseHandler {
    /**
     * Takes one instance. What is not read of the data set is skipped cheaply afterwards.
     *
     * @param dataSet the encoded data set, pulled from the socket as it is read; it raises an {@link IOException} if the
     *     association is lost before its end, and then nothing is ever acknowledged
     * @return {@link DimseStatus#SUCCESS} only when what was received is safe
     * @throws IOException answered with C000H if the data set cannot be understood, with A700H otherwise
     * @throws DimseException answered with its status and comment
     */
    DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException, DimseException;
}
