package org.confluens.template;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.Equipment;
import org.confluens.sr.ReferencedRequest;
import org.confluens.sr.StudyReference;

/** Builds the context of a document; what is not said is that of a first draft. */
public final class DocumentContextBuilder {
    private final Dataset study;
    private String sopInstanceUid = Uids.create();
    private int instanceNumber = 1;
    private DocumentSeries series = DocumentSeries.of(Uids.create(), 900, "Structured report");
    private OffsetDateTime contentAt;
    private DocumentState state = DocumentState.DRAFT;
    private Locale language = Locale.ENGLISH;
    private UnaryOperator<String> trackingUids;
    private List<DocumentContext.PersonObserver> persons = List.of();
    private Optional<DocumentContext.DeviceObserver> device = Optional.empty();
    private Equipment equipment = Equipment.confluens("0.1.0", "1");
    private List<DocumentContext.Algorithm> algorithms = List.of();
    private List<StudyReference.Member> evidence = List.of();
    private List<StudyReference> predecessors = List.of();
    private List<ReferencedRequest> requests = List.of();

    DocumentContextBuilder(Dataset study) {
        this.study = study;
        this.trackingUids = DocumentContext.trackingUidsOf(study);
    }

    public DocumentContextBuilder sopInstance(String uid, int number) {
        sopInstanceUid = uid;
        instanceNumber = number;
        return this;
    }

    public DocumentContextBuilder series(DocumentSeries value) {
        series = value;
        return this;
    }

    public DocumentContextBuilder contentAt(OffsetDateTime value) {
        contentAt = value;
        return this;
    }

    public DocumentContextBuilder state(DocumentState value) {
        state = value;
        return this;
    }

    /** The language of the text that people wrote, and of the fixed texts. */
    public DocumentContextBuilder language(Locale value) {
        language = value;
        return this;
    }

    public DocumentContextBuilder trackingUids(UnaryOperator<String> bySegmentId) {
        trackingUids = bySegmentId;
        return this;
    }

    public DocumentContextBuilder persons(List<DocumentContext.PersonObserver> values) {
        persons = values;
        return this;
    }

    public DocumentContextBuilder device(DocumentContext.DeviceObserver value) {
        device = Optional.of(value);
        return this;
    }

    public DocumentContextBuilder equipment(Equipment value) {
        equipment = value;
        return this;
    }

    public DocumentContextBuilder algorithms(List<DocumentContext.Algorithm> values) {
        algorithms = values;
        return this;
    }

    public DocumentContextBuilder evidence(List<StudyReference.Member> values) {
        evidence = values;
        return this;
    }

    public DocumentContextBuilder predecessors(List<StudyReference> values) {
        predecessors = values;
        return this;
    }

    public DocumentContextBuilder requests(List<ReferencedRequest> values) {
        requests = values;
        return this;
    }

    public DocumentContext build() {
        return new DocumentContext(
                study,
                sopInstanceUid,
                instanceNumber,
                series,
                contentAt,
                state,
                language,
                trackingUids,
                persons,
                device,
                equipment,
                algorithms,
                evidence,
                predecessors,
                requests);
    }
}
