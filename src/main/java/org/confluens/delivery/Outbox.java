package org.confluens.delivery;

import org.confluens.dicom.data.Dataset;

/** Where other features leave what is to reach the PACS. */
public interface Outbox {

    /**
     * Takes a document for delivery, in the caller's transaction: once that is committed, the document is delivered at
     * least once, under the SOP Instance UID that it has. Without a configured PACS it is kept, to be sent on demand.
     *
     * @param reference what the document is to the caller, given back in {@link Delivered}
     * @throws IllegalArgumentException when the data set names no SOP class, instance or study
     */
    void store(Dataset document, String reference);
}
