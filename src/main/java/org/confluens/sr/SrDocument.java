package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * A structured report document (PS3.3 A.35). The context holds the attributes of the patient and the study as they are in
 * a data set; {@code others} what else was read at the top level, private attributes included.
 */
public record SrDocument(
        DocumentIdentity identity,
        Dataset context,
        DocumentSeries series,
        Equipment equipment,
        List<CodingScheme> codingSchemes,
        DocumentState state,
        Provenance provenance,
        ContainerItem root,
        Dataset others) {

    public SrDocument {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(equipment, "equipment");
        codingSchemes = List.copyOf(codingSchemes);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(others, "others");
    }

    /** A builder for a new Comprehensive SR document in the state of a draft. */
    public static SrDocumentBuilder builder() {
        return new SrDocumentBuilder();
    }

    /** A builder that begins with this document. */
    public SrDocumentBuilder toBuilder() {
        return new SrDocumentBuilder(this);
    }

    /** The SOP class of the document. */
    public String sopClassUid() {
        return identity.sopClassUid();
    }

    /** The SOP instance of the document. */
    public String sopInstanceUid() {
        return identity.sopInstanceUid();
    }

    /** The study that the document is in; empty text where none was read. */
    public String studyInstanceUid() {
        return context.string(Tag.StudyInstanceUID, "");
    }

    /** The reference that a successor makes to this document. */
    public StudyReference.Member asMember() {
        return new StudyReference.Member(
                studyInstanceUid(), series.seriesInstanceUid(), identity.reference(), List.of());
    }
}
