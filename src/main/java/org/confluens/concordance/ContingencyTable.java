package org.confluens.concordance;

import java.util.Optional;

/**
 * Two examinations against each other, the second being the reference: both positive, only the tested one, only the
 * reference, none.
 */
public record ContingencyTable(long bothPositive, long testOnly, long referenceOnly, long bothNegative) {

    public static final ContingencyTable EMPTY = new ContingencyTable(0, 0, 0, 0);

    public ContingencyTable {
        if (bothPositive < 0 || testOnly < 0 || referenceOnly < 0 || bothNegative < 0) {
            throw new IllegalArgumentException("counts are not negative");
        }
    }

    /** The table of a single pair. */
    public static ContingencyTable of(boolean testPositive, boolean referencePositive) {
        return new ContingencyTable(
                testPositive && referencePositive ? 1 : 0,
                testPositive && !referencePositive ? 1 : 0,
                !testPositive && referencePositive ? 1 : 0,
                !testPositive && !referencePositive ? 1 : 0);
    }

    public ContingencyTable plus(ContingencyTable other) {
        return new ContingencyTable(
                bothPositive + other.bothPositive,
                testOnly + other.testOnly,
                referenceOnly + other.referenceOnly,
                bothNegative + other.bothNegative);
    }

    ContingencyTable times(long count) {
        return new ContingencyTable(
                bothPositive * count, testOnly * count, referenceOnly * count, bothNegative * count);
    }

    ContingencyTable minus(ContingencyTable other) {
        return new ContingencyTable(
                bothPositive - other.bothPositive,
                testOnly - other.testOnly,
                referenceOnly - other.referenceOnly,
                bothNegative - other.bothNegative);
    }

    public long total() {
        return bothPositive + testOnly + referenceOnly + bothNegative;
    }

    /** Of those positive by the reference, how many the test found. */
    public Optional<Estimate> sensitivity() {
        return proportion(bothPositive, bothPositive + referenceOnly);
    }

    /** Of those negative by the reference, how many the test called negative. */
    public Optional<Estimate> specificity() {
        return proportion(bothNegative, bothNegative + testOnly);
    }

    /** Of those positive by the test, how many the reference confirmed. */
    public Optional<Estimate> positivePredictiveValue() {
        return proportion(bothPositive, bothPositive + testOnly);
    }

    /** Of those negative by the test, how many the reference called negative. */
    public Optional<Estimate> negativePredictiveValue() {
        return proportion(bothNegative, bothNegative + referenceOnly);
    }

    /** Of all, how many the two agree on. */
    public Optional<Estimate> agreement() {
        return proportion(bothPositive + bothNegative, total());
    }

    public Optional<Estimate> kappa() {
        return Kappa.of(new long[][] {{bothPositive, testOnly}, {referenceOnly, bothNegative}});
    }

    private static Optional<Estimate> proportion(long part, long whole) {
        return whole == 0
                ? Optional.empty()
                : Optional.of(new Estimate((double) part / whole, Interval.wilson(part, whole)));
    }
}
