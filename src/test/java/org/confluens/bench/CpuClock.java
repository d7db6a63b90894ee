package org.confluens.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time as Linux counts it in {@code /proc/PID/stat}: user and system time, in ticks of 10 ms. */
final class CpuClock {

    private static final double TICKS_PER_SECOND = 100;

    private CpuClock() {}

    static double ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(handle -> of(handle.pid()))
                .sum();
    }

    /** Own time and that of ended children; 0 for a process that has gone. */
    private static double of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
