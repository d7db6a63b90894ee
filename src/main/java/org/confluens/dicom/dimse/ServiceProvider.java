package org.confluens.dicom.dimse;

import java.util.List;

/** A feature that serves DIMSE. */
public interface ServiceProvider {
    AeRole role();

    List<ServiceOffer> offers();
}
