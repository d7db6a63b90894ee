package org.confluens.intake.journal;

import java.util.Comparator;

/**
 * A place in the journal: the byte at which the next record of a segment begins.
 *
 * @param segment the number of the segment
 * @param offset the offset in that segment's file
 */
public record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {

    /** Before every record of every segment. */
    public static final JournalPosition START = new JournalPosition(0, 0);

    private static final Comparator<JournalPosition> ORDER =
            Comparator.comparingLong(JournalPosition::segment).thenComparingLong(JournalPosition::offset);

    @Override
    public int compareTo(JournalPosition other) {
        return ORDER.compare(this, other);
    }
}
