package org.confluens.sr;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;

/** Builds a document part by part. What the IOD demands is checked when the document is written, not here. */
public final class SrDocumentBuilder {

    private DocumentIdentity identity;
    private Dataset context = Dataset.empty();
    private DocumentSeries series;
    private Equipment equipment;
    private List<CodingScheme> codingSchemes = List.of();
    private DocumentState state = DocumentState.DRAFT;
    private List<Observer> authors = List.of();
    private List<Observer> participants = List.of();
    private List<StudyReference> predecessors = List.of();
    private List<StudyReference> identicalDocuments = List.of();
    private List<ReferencedRequest> requests = List.of();
    private List<Code> performedProcedures = List.of();
    private List<StudyReference> currentEvidence = List.of();
    private List<StudyReference> otherEvidence = List.of();
    private ContainerItem root;
    private Dataset others = Dataset.empty();

    SrDocumentBuilder() {
        identity = new DocumentIdentity(UID.ComprehensiveSRStorage, Uids.create(), "1", "", "", Optional.empty());
        series = DocumentSeries.of(Uids.create(), 1, "Structured reports");
        equipment = new Equipment(
                "Confluens", Optional.empty(), Optional.empty(), Optional.of("Confluens"), Optional.empty(), List.of());
    }

    SrDocumentBuilder(SrDocument document) {
        identity = document.identity();
        context = document.context();
        series = document.series();
        equipment = document.equipment();
        codingSchemes = document.codingSchemes();
        state = document.state();
        provenance(document.provenance());
        root = document.root();
        others = document.others();
    }

    /** The SOP class, Comprehensive SR where none is said. */
    public SrDocumentBuilder sopClass(String uid) {
        return identity(uid, identity.sopInstanceUid(), identity.instanceNumber());
    }

    /** The SOP instance, a new one where none is said. */
    public SrDocumentBuilder sopInstance(String uid) {
        return identity(identity.sopClassUid(), uid, identity.instanceNumber());
    }

    /** The number of the instance in its series. */
    public SrDocumentBuilder instanceNumber(int number) {
        return identity(identity.sopClassUid(), identity.sopInstanceUid(), Integer.toString(number));
    }

    /** When the content was made; gives Content Date, Content Time and the time zone of the whole data set. */
    public SrDocumentBuilder contentAt(OffsetDateTime moment) {
        identity = new DocumentIdentity(
                identity.sopClassUid(),
                identity.sopInstanceUid(),
                identity.instanceNumber(),
                DicomTime.date(moment.toLocalDate()),
                DicomTime.time(moment.toLocalTime()),
                Optional.of(DicomTime.offset(moment.getOffset())));
        return this;
    }

    /** Takes the attributes of the patient and of the study from any object of the study; see {@link StudyContext}. */
    public SrDocumentBuilder context(Dataset anyObjectOfTheStudy) {
        context = StudyContext.of(anyObjectOfTheStudy);
        return this;
    }

    /** The series of the document. */
    public SrDocumentBuilder series(DocumentSeries value) {
        series = Objects.requireNonNull(value, "series");
        return this;
    }

    /** What makes the document. */
    public SrDocumentBuilder equipment(Equipment value) {
        equipment = Objects.requireNonNull(value, "equipment");
        return this;
    }

    /** The coding schemes to describe. */
    public SrDocumentBuilder codingSchemes(CodingScheme... values) {
        codingSchemes = List.of(values);
        return this;
    }

    /** The flags and the verifying observers. */
    public SrDocumentBuilder state(DocumentState value) {
        state = Objects.requireNonNull(value, "state");
        return this;
    }

    /** All that the document comes from, at once. */
    public SrDocumentBuilder provenance(Provenance value) {
        authors = value.authors();
        participants = value.participants();
        predecessors = value.predecessors();
        identicalDocuments = value.identicalDocuments();
        requests = value.requests();
        performedProcedures = value.performedProcedures();
        currentEvidence = value.currentEvidence();
        otherEvidence = value.otherEvidence();
        return this;
    }

    /** The authors. */
    public SrDocumentBuilder authors(List<Observer> values) {
        authors = List.copyOf(values);
        return this;
    }

    /** The participants. */
    public SrDocumentBuilder participants(List<Observer> values) {
        participants = List.copyOf(values);
        return this;
    }

    /** The documents that this one replaces or builds on. */
    public SrDocumentBuilder predecessors(List<StudyReference> values) {
        predecessors = List.copyOf(values);
        return this;
    }

    /** The copies of this document in other studies. */
    public SrDocumentBuilder identicalDocuments(List<StudyReference> values) {
        identicalDocuments = List.copyOf(values);
        return this;
    }

    /** The orders that the document answers. */
    public SrDocumentBuilder requests(List<ReferencedRequest> values) {
        requests = List.copyOf(values);
        return this;
    }

    /** The procedures that were performed. */
    public SrDocumentBuilder performedProcedures(List<Code> values) {
        performedProcedures = List.copyOf(values);
        return this;
    }

    /** What was looked at: the instances of the reported procedure, and others such as earlier studies. */
    public SrDocumentBuilder evidence(List<StudyReference.Member> current, List<StudyReference.Member> other) {
        currentEvidence = StudyReference.group(current);
        otherEvidence = StudyReference.group(other);
        return this;
    }

    /** The content tree. */
    public SrDocumentBuilder root(ContainerItem value) {
        root = Objects.requireNonNull(value, "root");
        return this;
    }

    /** Further attributes of the data set that this model does not name. */
    public SrDocumentBuilder others(Dataset value) {
        others = Objects.requireNonNull(value, "others");
        return this;
    }

    /** The document; the private coding scheme is described wherever one of its codes is used. */
    public SrDocument build() {
        return new SrDocument(
                identity,
                context,
                series,
                equipment,
                describedSchemes(),
                state,
                new Provenance(
                        authors,
                        participants,
                        predecessors,
                        identicalDocuments,
                        requests,
                        performedProcedures,
                        currentEvidence,
                        otherEvidence),
                Objects.requireNonNull(root, "root"),
                others);
    }

    private List<CodingScheme> describedSchemes() {
        String own = CodingScheme.CCSVI.designator();
        boolean described =
                codingSchemes.stream().anyMatch(scheme -> scheme.designator().equals(own));
        if (described || !ContentTree.schemes(root).contains(own)) {
            return codingSchemes;
        }
        List<CodingScheme> more = new ArrayList<>(codingSchemes);
        more.add(CodingScheme.CCSVI);
        return more;
    }

    private SrDocumentBuilder identity(String sopClass, String sopInstance, String number) {
        identity = new DocumentIdentity(
                sopClass,
                sopInstance,
                number,
                identity.contentDate(),
                identity.contentTime(),
                identity.timezoneOffset());
        return this;
    }
}
