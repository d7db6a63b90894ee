package org.confluens.intake.journal;

import java.io.IOException;
import java.util.List;

/** Lets many threads share the cost of one write to the journal. */
sealed interface GroupCommit extends AutoCloseable permits CallerCommit, WriterCommit {

    /** Writes records in their order; used by one thread at a time. */
    @FunctionalInterface
    interface Batch {
        void write(List<byte[]> records) throws IOException;
    }

    /**
     * Returns once the record was written, with whatever else waited.
     *
     * @throws IOException as the write failed, or when this is closed
     */
    void append(byte[] record) throws IOException;

    /** Takes nothing more and returns once all that was taken is written. */
    @Override
    void close();

    /** A failure for one of those whose records were written together: each throws one of its own. */
    static IOException failureOf(IOException write) {
        return write instanceof JournalFullException full
                ? full
                : new IOException("the intake journal can't be written", write);
    }

    static IOException closed() {
        return new IOException("the intake journal is closed");
    }
}
