package org.confluens.dicom.net;

/** SOP class extended negotiation, PS3.7 section D.3.3.5. */
public record ExtendedNegotiation(String sopClass, byte[] information) {
    public ExtendedNegotiation {
        information = information.clone();
    }

    @Override
    public byte[] information() {
        return information.clone();
    }
}
