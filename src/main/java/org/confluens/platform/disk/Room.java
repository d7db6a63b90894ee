package org.confluens.platform.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Whether the disk of the data folder has the room that is to be left free. All that writes asks here, so that intake,
 * reports, orders, procedure steps and the log stop at the same mark while reading, the worklist and health go on.
 */
public final class Room {

    /** Asking the file system takes microseconds, and what is written in a second is small beside the mark. */
    private static final long ASKED_EVERY_NANOS = 1_000_000_000;

    private final LongSupplier freeBytes;
    private final long leastBytes;
    private long asked;
    private boolean left;

    /** @param leastBytes what is to be left free, bytes; 0 for no mark but a full disk */
    public Room(Path folder, long leastBytes) {
        this(() -> freeBytes(folder), leastBytes);
    }

    Room(LongSupplier freeBytes, long leastBytes) {
        this.freeBytes = freeBytes;
        this.leastBytes = leastBytes;
        this.asked = System.nanoTime() - ASKED_EVERY_NANOS;
    }

    /** Whether something may be written, as of this second. */
    public synchronized boolean isLeft() {
        long now = System.nanoTime();
        if (now - asked >= ASKED_EVERY_NANOS) {
            long free = freeBytes.getAsLong();
            left = free > 0 && free >= leastBytes;
            asked = now;
        }
        return left;
    }

    /** Free bytes of the disk that holds the folder; none where it cannot be told. */
    public static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
