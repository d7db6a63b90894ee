package org.confluens.template;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.Code;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.Equipment;
import org.confluens.sr.ReferencedRequest;
import org.confluens.sr.StudyReference;

/**
 * What a document needs that a form does not hold.
 *
 * @param study any object of the study: patient and study attributes are taken from it
 * @param trackingUids the Tracking Unique Identifier of a segment; the same in every report of a patient
 * @param persons who observed, the author first; nobody yet in a draft
 * @param device the software as an observer
 * @param evidence instances of this study that the report rests on, besides those that the form names
 */
public record DocumentContext(
        Dataset study,
        String sopInstanceUid,
        int instanceNumber,
        DocumentSeries series,
        OffsetDateTime contentAt,
        DocumentState state,
        Locale language,
        UnaryOperator<String> trackingUids,
        List<PersonObserver> persons,
        Optional<DeviceObserver> device,
        Equipment equipment,
        List<Algorithm> algorithms,
        List<StudyReference.Member> evidence,
        List<StudyReference> predecessors,
        List<ReferencedRequest> requests) {

    /** A person who observed (PS3.16 TID 1003). */
    public record PersonObserver(PersonName name, String organization, Optional<Code> role) {}

    /** The software as an observer (PS3.16 TID 1004). */
    public record DeviceObserver(String uid, String name, String manufacturer, String model, String serialNumber) {}

    /** A piece of software that stated something by itself (PS3.16 TID 4019). */
    public record Algorithm(String name, String version, List<String> parameters) {
        public Algorithm {
            parameters = List.copyOf(parameters);
        }
    }

    public DocumentContext {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(contentAt, "contentAt");
        persons = List.copyOf(persons);
        algorithms = List.copyOf(algorithms);
        evidence = List.copyOf(evidence);
        predecessors = List.copyOf(predecessors);
        requests = List.copyOf(requests);
    }

    /** A builder for a draft of a report on the study of this object. */
    public static DocumentContextBuilder builder(Dataset anyObjectOfTheStudy) {
        return new DocumentContextBuilder(anyObjectOfTheStudy);
    }

    /** Tracking identifiers that follow from patient and segment, so that no register of them is needed. */
    public static UnaryOperator<String> trackingUidsOf(Dataset patient) {
        String issuer = patient.string(Tag.IssuerOfPatientID, "");
        String id = patient.string(Tag.PatientID, "");
        return segment -> Uids.nameBased("confluens-tracking|" + issuer + "|" + id + "|" + segment);
    }
}
