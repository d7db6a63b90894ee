package org.confluens.delivery.outbox;

import org.confluens.dicom.data.Dataset;

/** Where other features leave what is to reach the PACS. */
public interface Outbox {

    /**
     * Takes a document for delivery, in the caller's transaction: once that is committed, the document is delivered at
     * least once, under the SOP Instance UID that it has. Without a configured PACS it is kept, to be sent on demand.
     *
     * <p>The documents of one line, such as a report, are sent one after the other, in the order in which they were left here
     * (the caller keeps others from leaving one of the same line until its transaction ends): none before the one before it
     * was taken or given up. That holds for every kind alike, for versions, their PDF and what rejects them.
     *
     * @param reference what the document is to the caller, given back in {@link Delivered}
     * @param line whose order it keeps, 1 to 128 characters
     * @throws IllegalArgumentException when the data set names no SOP class, instance or study
     */
    void store(Dataset document, String reference, String line);
}
