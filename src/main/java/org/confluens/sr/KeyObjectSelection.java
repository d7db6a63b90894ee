package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.UID;

/**
 * Builds key object selections (PS3.3 A.35.4, TID 2010): a title, a word of explanation, and the objects that are meant.
 * With the title of a rejection reason it is the note by which a report is withdrawn.
 */
public final class KeyObjectSelection {

    private static final Code DESCRIPTION = new Code("113012", "DCM", "Key Object Description");
    private static final TemplateId TEMPLATE = TemplateId.dcmr("2010");

    private KeyObjectSelection() {}

    /** A selection with a title; the builder still takes series, equipment, study context, instance and moment. */
    public static SrDocumentBuilder of(Code title, String description, List<StudyReference.Member> objects) {
        List<ContentItem> items = new ArrayList<>();
        if (!description.isBlank()) {
            items.add(TextItem.of(RelationshipType.CONTAINS, DESCRIPTION, description));
        }
        objects.forEach(object -> items.add(item(object.sop())));
        return SrDocument.builder()
                .sopClass(UID.KeyObjectSelectionDocumentStorage)
                .state(DocumentState.NONE)
                .evidence(objects, List.of())
                .root(ContainerItem.root(title, items.toArray(ContentItem[]::new))
                        .withTemplate(TEMPLATE));
    }

    /** The note that withdraws documents or other objects for a reason. */
    public static SrDocumentBuilder rejection(
            RejectionReason reason, String explanation, List<StudyReference.Member> rejected) {
        return of(reason.title(), explanation, rejected);
    }

    /** A series of key object selections. */
    public static DocumentSeries series(String seriesInstanceUid, int seriesNumber, String description) {
        return new DocumentSeries(
                seriesInstanceUid, Integer.toString(seriesNumber), "KO", Optional.of(description), Optional.empty());
    }

    /** The value type follows from what the standard calls the SOP class. */
    private static ContentItem item(SopReference sop) {
        String name = Dictionary.uidName(sop.sopClassUid()).orElse("");
        ItemHead head = ItemHead.of(RelationshipType.CONTAINS);
        if (name.contains("Waveform") || name.contains("ECG")) {
            return new WaveformItem(head, new WaveformReference(sop, List.of(), Dataset.empty()), List.of());
        }
        if (name.contains("Image Storage")) {
            return ImageItem.of(RelationshipType.CONTAINS, ImageReference.of(sop.sopClassUid(), sop.sopInstanceUid()));
        }
        return new CompositeItem(head, new CompositeReference(sop, Dataset.empty()), List.of());
    }
}
