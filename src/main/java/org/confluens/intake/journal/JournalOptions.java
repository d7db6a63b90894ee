package org.confluens.intake.journal;

/**
 * How the journal is kept.
 *
 * @param powerSafe whether a record is forced to the disk, not only to the operating system, before it counts
 * @param segmentBytes the size at which a new segment is begun
 * @param maximumRecordBytes the largest record that is taken
 * @param minimumFreeBytes the free space on the disk below which nothing more is taken
 */
public record JournalOptions(boolean powerSafe, long segmentBytes, int maximumRecordBytes, long minimumFreeBytes) {

    private static final long MIB = 1L << 20;

    /** Segments of 64 MiB, records up to 64 MiB, and 256 MiB of the disk left free. */
    public static JournalOptions defaults() {
        return new JournalOptions(false, 64 * MIB, (int) (64 * MIB), 256 * MIB);
    }

    public JournalOptions withPowerSafe(boolean wanted) {
        return new JournalOptions(wanted, segmentBytes, maximumRecordBytes, minimumFreeBytes);
    }

    public JournalOptions withSegmentBytes(long bytes) {
        return new JournalOptions(powerSafe, bytes, maximumRecordBytes, minimumFreeBytes);
    }

    public JournalOptions withMinimumFreeBytes(long bytes) {
        return new JournalOptions(powerSafe, segmentBytes, maximumRecordBytes, bytes);
    }
}
