package org.confluens.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * What the PACS takes responsibility for, and what not (PS3.4 table J.3-2).
 *
 * @param committed SOP Instance UIDs
 * @param failed SOP Instance UIDs
 */
record CommitmentResult(String transactionUid, Set<String> committed, Set<String> failed) {

    /** Reads the event information of an N-EVENT-REPORT; empty when it names no transaction. */
    static Optional<CommitmentResult> of(Dataset information) {
        return information
                .string(Tag.TransactionUID)
                .filter(uid -> !uid.isEmpty())
                .map(uid -> new CommitmentResult(
                        uid,
                        instances(information, Tag.ReferencedSOPSequence),
                        instances(information, Tag.FailedSOPSequence)));
    }

    private static Set<String> instances(Dataset information, int sequence) {
        return information.items(sequence).stream()
                .flatMap(item -> item.string(Tag.ReferencedSOPInstanceUID).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
