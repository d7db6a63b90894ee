package org.confluens.template;

import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Dataset;

/**
 * What a draft is filled from.
 *
 * @param headers instance headers of the study, one of each series being enough
 * @param requests what is known of the order: worklist items, request attributes
 * @param priorReports earlier reports of the patient, the newest first
 * @param segmentsToConfirm what this examination is asked to look at
 */
public record DraftContext(
        List<Dataset> headers,
        List<Dataset> requests,
        List<ObjectReference> priorReports,
        List<SegmentToConfirm> segmentsToConfirm) {

    public DraftContext {
        headers = List.copyOf(headers);
        requests = List.copyOf(requests);
        priorReports = List.copyOf(priorReports);
        segmentsToConfirm = List.copyOf(segmentsToConfirm);
    }

    public static DraftContext of(List<Dataset> headers) {
        return new DraftContext(headers, List.of(), List.of(), List.of());
    }

    public DraftContext withRequests(List<Dataset> values) {
        return new DraftContext(headers, values, priorReports, segmentsToConfirm);
    }

    public DraftContext withPriorReports(List<ObjectReference> values) {
        return new DraftContext(headers, requests, values, segmentsToConfirm);
    }

    public DraftContext withSegmentsToConfirm(List<SegmentToConfirm> values) {
        return new DraftContext(headers, requests, priorReports, values);
    }

    /** Headers and requests, in the order in which attributes are looked for. */
    List<Dataset> all() {
        List<Dataset> all = new ArrayList<>(requests);
        all.addAll(headers);
        return all;
    }
}
