package org.confluens.dicom.data;

import java.io.IOException;
import java.io.InputStream;

/** What to do with pixel data and other long values while reading. */
public sealed interface BulkPolicy {
    /** Keeps every value in memory, up to the limit of a value's length. */
    record Keep() implements BulkPolicy {}

    /** Leaves out pixel data and every value longer than this; a {@link BulkElement} stands in their place. */
    record Skip(long longerThan) implements BulkPolicy {}

    /** Hands on what {@link Skip} would leave out. */
    record HandOn(long longerThan, Receiver receiver) implements BulkPolicy {}

    /** Takes values as streams. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Called once for each value, for encapsulated pixel data once for each fragment, the basic offset table as number
         * 0. What is not read of the stream is skipped.
         */
        void receive(Bulk bulk, InputStream value) throws IOException;
    }

    /** Which value comes, and how long it says to be; fragment is -1 for one that has none. */
    record Bulk(int tag, VR vr, int fragment, long length) {}
}
