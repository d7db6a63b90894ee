package org.confluens.sr;

import java.util.Objects;
import org.confluens.dicom.data.Dataset;

/** A reference to a stored object (PS3.3 C.18.3), with what else the reference carried. */
public record CompositeReference(SopReference sop, Dataset others) {

    public CompositeReference {
        Objects.requireNonNull(sop, "sop");
        Objects.requireNonNull(others, "others");
    }

    /** A plain reference. */
    public static CompositeReference of(String sopClassUid, String sopInstanceUid) {
        return new CompositeReference(new SopReference(sopClassUid, sopInstanceUid), Dataset.empty());
    }
}
