package org.confluens.sr;

import java.util.Objects;

/** The SOP class and instance that a reference points to. */
public record SopReference(String sopClassUid, String sopInstanceUid) {

    public SopReference {
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
    }
}
