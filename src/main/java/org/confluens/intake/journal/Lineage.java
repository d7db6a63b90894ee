package org.confluens.intake.journal;

import java.security.SecureRandom;

/** Numbers the records of one start. Used by one thread at a time. */
final class Lineage {

    private final int name = new SecureRandom().nextInt();
    private long next;

    /** The frame of the next record. */
    Frame frame(byte[] record) {
        return new Frame(name, next++, record.length, Frame.checksum(record));
    }
}
