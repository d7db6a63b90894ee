package org.confluens.dicom.net;

/** This service ends, and has told the peer so by an A-ABORT of the service provider (PS3.8 section 9.3.8). */
public final class ServiceStoppedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    ServiceStoppedException() {
        super("the service stopped");
    }
}
