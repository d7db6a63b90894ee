package org.confluens.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Referenced Request Sequence (PS3.3 C.17.2); what of it is type 2 goes out empty where it is not known. */
final class Requests {

    private static final Set<Integer> MODELLED = Set.of(
            Tag.StudyInstanceUID,
            Tag.ReferencedStudySequence,
            Tag.AccessionNumber,
            Tag.PlacerOrderNumberImagingServiceRequest,
            Tag.FillerOrderNumberImagingServiceRequest,
            Tag.RequestedProcedureID,
            Tag.RequestedProcedureDescription,
            Tag.RequestedProcedureCodeSequence);

    private Requests() {}

    static List<ReferencedRequest> read(Dataset source, Findings findings) {
        List<ReferencedRequest> requests = new ArrayList<>();
        for (Dataset item : source.items(Tag.ReferencedRequestSequence)) {
            requests.add(new ReferencedRequest(
                    item.string(Tag.StudyInstanceUID, ""),
                    item.item(Tag.ReferencedStudySequence).map(study -> SopReferences.read(study, findings)),
                    item.string(Tag.AccessionNumber, ""),
                    item.string(Tag.PlacerOrderNumberImagingServiceRequest, ""),
                    item.string(Tag.FillerOrderNumberImagingServiceRequest, ""),
                    item.string(Tag.RequestedProcedureID, ""),
                    item.string(Tag.RequestedProcedureDescription, ""),
                    CodeItems.all(item, Tag.RequestedProcedureCodeSequence, findings),
                    item.filter(tag -> !MODELLED.contains(tag) || isOneOfSeveralStudies(item, tag))));
        }
        return requests;
    }

    /** A request refers to one study at most; what came with more is kept whole. */
    private static boolean isOneOfSeveralStudies(Dataset item, int tag) {
        return tag == Tag.ReferencedStudySequence && item.items(tag).size() > 1;
    }

    static void put(Dataset.Builder target, List<ReferencedRequest> requests) {
        if (!requests.isEmpty()) {
            target.putItems(
                    Tag.ReferencedRequestSequence,
                    requests.stream().map(Requests::write).toList());
        }
    }

    private static Dataset write(ReferencedRequest request) {
        Dataset.Builder item = request.others().toBuilder();
        item.put(Tag.StudyInstanceUID, request.studyInstanceUid());
        if (!request.others().contains(Tag.ReferencedStudySequence)) {
            item.putItems(
                    Tag.ReferencedStudySequence,
                    request.referencedStudy().map(SopReferences::write).stream().toList());
        }
        item.put(Tag.AccessionNumber, request.accessionNumber());
        item.put(Tag.PlacerOrderNumberImagingServiceRequest, request.placerOrderNumber());
        item.put(Tag.FillerOrderNumberImagingServiceRequest, request.fillerOrderNumber());
        item.put(Tag.RequestedProcedureID, request.requestedProcedureId());
        item.put(Tag.RequestedProcedureDescription, request.requestedProcedureDescription());
        CodeItems.putAll(item, Tag.RequestedProcedureCodeSequence, request.requestedProcedureCodes());
        return item.build();
    }
}
