package org.confluens.dicom.data;

import java.util.Optional;
import java.util.OptionalLong;
import org.confluens.platform.memory.MemoryBudget;

/**
 * How to read a data set.
 *
 * @param stopBefore the unsigned tag before which reading ends, whatever of the rest was fetched; empty reads all
 * @param memory what the memory for the values is taken from, as they come; empty takes it from nowhere
 */
public record ReadOptions(
        ReadLimits limits, BulkPolicy bulk, OptionalLong stopBefore, Optional<MemoryBudget.Share> memory) {
    /** A header holds few values that are longer, and none that a report needs. */
    private static final long HEADER_VALUE = 1 << 16;

    private static final ReadOptions KEEP_EVERYTHING =
            new ReadOptions(ReadLimits.defaults(), new BulkPolicy.Keep(), OptionalLong.empty(), Optional.empty());
    private static final ReadOptions HEADERS_ONLY = new ReadOptions(
            ReadLimits.defaults(), new BulkPolicy.Skip(HEADER_VALUE), OptionalLong.empty(), Optional.empty());

    /** Every value stays in memory. */
    public static ReadOptions keepEverything() {
        return KEEP_EVERYTHING;
    }

    /** Pixel data and values over 64 KiB are skipped, to the end of the data set. */
    public static ReadOptions headersOnly() {
        return HEADERS_ONLY;
    }

    public ReadOptions with(ReadLimits other) {
        return new ReadOptions(other, bulk, stopBefore, memory);
    }

    public ReadOptions with(BulkPolicy other) {
        return new ReadOptions(limits, other, stopBefore, memory);
    }

    /** Ends before the first element of this tag or a higher one. */
    public ReadOptions stopBefore(int tag) {
        return new ReadOptions(limits, bulk, OptionalLong.of(Integer.toUnsignedLong(tag)), memory);
    }

    /** Takes the memory for what is kept from this share; when it is spent, reading ends. */
    public ReadOptions within(MemoryBudget.Share share) {
        return new ReadOptions(limits, bulk, stopBefore, Optional.of(share));
    }
}
