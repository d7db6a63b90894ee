package org.confluens.sr;

import java.time.OffsetDateTime;
import java.util.Objects;

/** What tells the next version of a document from the last: its SOP instance and the moment of its content. */
public record Version(String sopInstanceUid, OffsetDateTime moment) {

    public Version {
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(moment, "moment");
    }
}
