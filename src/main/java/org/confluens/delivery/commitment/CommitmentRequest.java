package org.confluens.delivery.commitment;

import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * Which documents the PACS is asked to be responsible for (PS3.4 table J.3-1).
 *
 * @param transactionUid under which the answer comes
 */
record CommitmentRequest(String transactionUid, List<Reference> references) {

    /** A document. */
    record Reference(String sopClassUid, String sopInstanceUid) {
        private Dataset item() {
            return Dataset.builder()
                    .put(Tag.ReferencedSOPClassUID, sopClassUid)
                    .put(Tag.ReferencedSOPInstanceUID, sopInstanceUid)
                    .build();
        }
    }

    CommitmentRequest {
        references = List.copyOf(references);
    }

    /** The action information of the N-ACTION. */
    Dataset information() {
        return Dataset.builder()
                .put(Tag.TransactionUID, transactionUid)
                .putItems(
                        Tag.ReferencedSOPSequence,
                        references.stream().map(Reference::item).toList())
                .build();
    }
}
