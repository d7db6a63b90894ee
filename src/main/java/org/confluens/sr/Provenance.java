package org.confluens.sr;

import java.util.List;

/** What a document comes from (PS3.3 C.17.2): people, requests, procedures, evidence and other documents. */
public record Provenance(
        List<Observer> authors,
        List<Observer> participants,
        List<StudyReference> predecessors,
        List<StudyReference> identicalDocuments,
        List<ReferencedRequest> requests,
        List<Code> performedProcedures,
        List<StudyReference> currentEvidence,
        List<StudyReference> otherEvidence) {

    /** The provenance of a document that names nothing. */
    public static final Provenance NONE =
            new Provenance(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Provenance {
        authors = List.copyOf(authors);
        participants = List.copyOf(participants);
        predecessors = List.copyOf(predecessors);
        identicalDocuments = List.copyOf(identicalDocuments);
        requests = List.copyOf(requests);
        performedProcedures = List.copyOf(performedProcedures);
        currentEvidence = List.copyOf(currentEvidence);
        otherEvidence = List.copyOf(otherEvidence);
    }
}
