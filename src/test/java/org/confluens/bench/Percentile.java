package org.confluens.bench;

import java.util.Collection;

/** Percentiles of measured times by the nearest rank: a time that was measured, none between two. */
final class Percentile {

    private Percentile() {}

    /**
     * The time that so many per cent of all do not exceed.
     *
     * @param percent 1 to 100
     * @param times at least one, in any order and unit
     */
    static double of(int percent, Collection<Double> times) {
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
