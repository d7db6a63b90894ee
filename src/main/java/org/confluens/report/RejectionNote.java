package org.confluens.report;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.Code;
import org.confluens.sr.CompositeItem;
import org.confluens.sr.CompositeReference;
import org.confluens.sr.ContainerItem;
import org.confluens.sr.ContentItem;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.DocumentState;
import org.confluens.sr.ItemHead;
import org.confluens.sr.RelationshipType;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.confluens.sr.TemplateId;
import org.confluens.sr.TextItem;

/**
 * A key object selection that rejects documents (PS3.16 TID 2010, title of CID 7010; IHE IOCM): an archive that knows it
 * stops showing them.
 */
final class RejectionNote {

    private static final Code REJECTED_FOR_QUALITY = new Code("113001", "DCM", "Rejected for Quality Reasons");
    private static final Code DESCRIPTION = new Code("113012", "DCM", "Key Object Description");
    private static final int SERIES_NUMBER = 9998;

    private RejectionNote() {}

    /**
     * The note.
     *
     * @param anyObjectOfTheStudy gives the patient and the study
     * @param rejected the documents, with the study and series that they are in
     * @param reason why, in words
     */
    static Dataset of(
            Dataset anyObjectOfTheStudy, List<StudyReference.Member> rejected, String reason, OffsetDateTime now)
            throws SrException {
        List<ContentItem> items = new ArrayList<>();
        items.add(TextItem.of(RelationshipType.CONTAINS, DESCRIPTION, reason));
        rejected.forEach(member -> items.add(new CompositeItem(
                ItemHead.of(RelationshipType.CONTAINS),
                CompositeReference.of(member.sop().sopClassUid(), member.sop().sopInstanceUid()),
                List.of())));
        DocumentSeries series = new DocumentSeries(
                Uids.create(), Integer.toString(SERIES_NUMBER), "KO", Optional.of("Rejection note"), Optional.empty());
        return SrWriter.write(SrDocument.builder()
                .sopClass(UID.KeyObjectSelectionDocumentStorage)
                .context(anyObjectOfTheStudy)
                .series(series)
                .contentAt(now)
                .state(DocumentState.NONE)
                .evidence(rejected, List.of())
                .root(ContainerItem.root(REJECTED_FOR_QUALITY, items.toArray(ContentItem[]::new))
                        .withTemplate(TemplateId.dcmr("2010")))
                .build());
    }
}
