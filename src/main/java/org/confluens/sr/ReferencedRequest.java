package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/** The order that a report answers (an item of Referenced Request Sequence, PS3.3 C.17.2). */
public record ReferencedRequest(
        String studyInstanceUid,
        Optional<SopReference> referencedStudy,
        String accessionNumber,
        String placerOrderNumber,
        String fillerOrderNumber,
        String requestedProcedureId,
        String requestedProcedureDescription,
        List<Code> requestedProcedureCodes,
        Dataset others) {

    public ReferencedRequest {
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(referencedStudy, "referencedStudy");
        Objects.requireNonNull(accessionNumber, "accessionNumber");
        Objects.requireNonNull(placerOrderNumber, "placerOrderNumber");
        Objects.requireNonNull(fillerOrderNumber, "fillerOrderNumber");
        Objects.requireNonNull(requestedProcedureId, "requestedProcedureId");
        Objects.requireNonNull(requestedProcedureDescription, "requestedProcedureDescription");
        requestedProcedureCodes = List.copyOf(requestedProcedureCodes);
        Objects.requireNonNull(others, "others");
    }

    /** A request of which only the study and its accession number are known; the rest goes out empty. */
    public static ReferencedRequest of(String studyInstanceUid, String accessionNumber) {
        return new ReferencedRequest(
                studyInstanceUid, Optional.empty(), accessionNumber, "", "", "", "", List.of(), Dataset.empty());
    }
}
