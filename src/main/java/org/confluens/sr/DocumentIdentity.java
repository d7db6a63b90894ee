package org.confluens.sr;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * Which document this is and when its content was made (PS3.3 C.17.2 and C.12.1). Dates and times are kept in the forms
 * of DA and TM values.
 */
public record DocumentIdentity(
        String sopClassUid,
        String sopInstanceUid,
        String instanceNumber,
        String contentDate,
        String contentTime,
        Optional<String> timezoneOffset) {

    public DocumentIdentity {
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(instanceNumber, "instanceNumber");
        Objects.requireNonNull(contentDate, "contentDate");
        Objects.requireNonNull(contentTime, "contentTime");
        Objects.requireNonNull(timezoneOffset, "timezoneOffset");
    }

    /** The reference that others make to this document. */
    public SopReference reference() {
        return new SopReference(sopClassUid, sopInstanceUid);
    }

    /** The moment of the content in the document's own time zone, or empty where the values are none. */
    public Optional<LocalDateTime> contentDateTime() {
        return DicomTime.parseDate(contentDate)
                .flatMap(date -> DicomTime.parseTime(contentTime).map(date::atTime));
    }
}
