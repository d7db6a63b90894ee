package org.confluens.sr;

import java.util.Objects;
import java.util.Optional;

/** The series that a document is in (PS3.3 C.17.1): modality SR, or KO for a key object selection. */
public record DocumentSeries(
        String seriesInstanceUid,
        String seriesNumber,
        String modality,
        Optional<String> description,
        Optional<SopReference> performedProcedureStep) {

    public DocumentSeries {
        Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
        Objects.requireNonNull(seriesNumber, "seriesNumber");
        Objects.requireNonNull(modality, "modality");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(performedProcedureStep, "performedProcedureStep");
    }

    /** A series of structured reports. */
    public static DocumentSeries of(String seriesInstanceUid, int seriesNumber, String description) {
        return new DocumentSeries(
                seriesInstanceUid, Integer.toString(seriesNumber), "SR", Optional.of(description), Optional.empty());
    }
}
