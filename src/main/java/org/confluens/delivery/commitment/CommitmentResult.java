package org.confluens.delivery.commitment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * What the PACS takes responsibility for, and what not (PS3.4 table J.3-2).
 *
 * @param committed SOP Instance UIDs
 * @param failed the failure reasons by SOP Instance UID; zero where none is given
 */
record CommitmentResult(String transactionUid, Set<String> committed, Map<String, Integer> failed) {

    CommitmentResult {
        committed = Set.copyOf(committed);
        failed = Map.copyOf(failed);
    }

    /** Reads the event information of an N-EVENT-REPORT; empty when it names no transaction. */
    static Optional<CommitmentResult> of(Dataset information) {
        return information
                .string(Tag.TransactionUID)
                .filter(uid -> !uid.isEmpty())
                .map(uid -> new CommitmentResult(uid, committed(information), failed(information)));
    }

    /** Why a document is not kept; where the PACS says that it is and that it is not, it is not. */
    Optional<CommitmentFailure> failure(String sopInstanceUid) {
        return Optional.ofNullable(failed.get(sopInstanceUid)).map(CommitmentFailure::of);
    }

    private static Set<String> committed(Dataset information) {
        return information.items(Tag.ReferencedSOPSequence).stream()
                .flatMap(item -> item.string(Tag.ReferencedSOPInstanceUID).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Integer> failed(Dataset information) {
        Map<String, Integer> failed = new HashMap<>();
        for (Dataset item : information.items(Tag.FailedSOPSequence)) {
            item.string(Tag.ReferencedSOPInstanceUID)
                    .ifPresent(uid -> failed.put(uid, item.integer(Tag.FailureReason, 0)));
        }
        return failed;
    }
}
