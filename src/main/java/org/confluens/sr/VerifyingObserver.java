package org.confluens.sr;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;

/** Who answers for a document, for which organisation, and since when (an item of Verifying Observer Sequence). */
public record VerifyingObserver(
        PersonName name, Optional<Code> identification, String organization, String dateTime, Dataset others) {

    public VerifyingObserver {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(identification, "identification");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(dateTime, "dateTime");
        Objects.requireNonNull(others, "others");
    }

    /** An observer who verifies at a moment. */
    public static VerifyingObserver of(
            PersonName name, Optional<Code> identification, String organization, OffsetDateTime moment) {
        return new VerifyingObserver(name, identification, organization, DicomTime.dateTime(moment), Dataset.empty());
    }
}
