package org.confluens.dicom.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * What a service did with the instances of a store request (PS3.18 section 10.5.3).
 *
 * @param status the HTTP status
 * @param stored the SOP Instance UIDs of those that it stored, with or without a warning
 * @param failed those that it did not store, with the Failure Reason (0008,1197)
 */
public record StowResponse(int status, Set<String> stored, Map<String, Integer> failed) {

    private static final int UNKNOWN_REASON = 0x0110;

    public StowResponse {
        stored = Set.copyOf(stored);
        failed = Map.copyOf(failed);
    }

    static StowResponse of(int status, Dataset answer) {
        Set<String> stored = new HashSet<>();
        for (Dataset item : answer.items(Tag.ReferencedSOPSequence)) {
            item.string(Tag.ReferencedSOPInstanceUID).ifPresent(stored::add);
        }
        Map<String, Integer> failed = new HashMap<>();
        for (Dataset item : answer.items(Tag.FailedSOPSequence)) {
            item.string(Tag.ReferencedSOPInstanceUID)
                    .ifPresent(uid -> failed.put(uid, item.integer(Tag.FailureReason, UNKNOWN_REASON)));
        }
        return new StowResponse(status, stored, failed);
    }

    /** Why an instance was not stored; empty when it was. */
    public OptionalInt failure(String sopInstanceUid) {
        Integer reason = failed.get(sopInstanceUid);
        return reason == null ? OptionalInt.empty() : OptionalInt.of(reason);
    }
}
