package org.confluens.template;

import java.util.Objects;

/** A stored instance with the series and study it lies in, which an evidence sequence has to name. */
public record ObjectReference(
        String studyInstanceUid, String seriesInstanceUid, String sopClassUid, String sopInstanceUid) {
    public ObjectReference {
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
    }
}
