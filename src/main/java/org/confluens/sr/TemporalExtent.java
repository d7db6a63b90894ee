package org.confluens.sr;

import java.util.List;
import java.util.Objects;

/**
 * Temporal coordinates (PS3.3 C.18.7) as sample positions, offsets in seconds or moments; one of the three is filled. The
 * type is POINT, MULTIPOINT, SEGMENT, MULTISEGMENT, BEGIN or END. Offsets are kept as the decimal strings of their DS.
 */
public record TemporalExtent(
        String type, List<Long> samplePositions, List<String> timeOffsets, List<String> dateTimes) {

    public TemporalExtent {
        Objects.requireNonNull(type, "type");
        samplePositions = List.copyOf(samplePositions);
        timeOffsets = List.copyOf(timeOffsets);
        dateTimes = List.copyOf(dateTimes);
    }

    /** Coordinates by offsets in seconds. */
    public static TemporalExtent ofOffsets(String type, String... seconds) {
        return new TemporalExtent(type, List.of(), List.of(seconds), List.of());
    }

    /** Coordinates by sample numbers. */
    public static TemporalExtent ofSamples(String type, Long... positions) {
        return new TemporalExtent(type, List.of(positions), List.of(), List.of());
    }

    /** Coordinates by moments in the form of DT values. */
    public static TemporalExtent ofDateTimes(String type, String... moments) {
        return new TemporalExtent(type, List.of(), List.of(), List.of(moments));
    }
}
