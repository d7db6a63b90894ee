package org.confluens.dicom.dimse;

import java.util.List;

/** A feature that serves DIMSE. */
public interface ServiceProvider {
    AeRole role();

    List<ServiceOffer> offers();

    /**
     * Told once the offers are served. A container may take a feature's means away before it stops the server; a feature
     * that can't serve without them stops it first.
     *
     * @param stop ends the service in order and returns when it has ended; a second call does nothing
     */
    default void serving(Runnable stop) {}
}
