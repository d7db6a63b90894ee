package org.confluens.concordance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementStatisticsTest {
    private static final Offset<Double> PRINTED = within(0.00005);

    /** R. G. Newcombe, Stat Med 1998;17:857-872, table I, method 3 (score, without continuity correction). */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilsonsIntervalIsThatOfNewcombesTable(int part, int whole, double low, double high) {
        Interval interval = Interval.wilson(part, whole);

        assertThat(interval.low()).isCloseTo(low, PRINTED);
        assertThat(interval.high()).isCloseTo(high, PRINTED);
    }

    /** Liver scan and pathology: D. G. Altman, J. M. Bland, BMJ 1994;308:1552 and 1994;309:102. */
    @Test
    void sensitivityAndPredictiveValuesAreThoseOfTheLiverScans() {
        ContingencyTable liverScans = new ContingencyTable(231, 32, 27, 54);

        assertThat(liverScans.sensitivity().orElseThrow().value()).isCloseTo(0.90, within(0.005));
        assertThat(liverScans.specificity().orElseThrow().value()).isCloseTo(0.63, within(0.005));
        assertThat(liverScans.positivePredictiveValue().orElseThrow().value()).isCloseTo(0.88, within(0.005));
        assertThat(liverScans.negativePredictiveValue().orElseThrow().value()).isCloseTo(0.67, within(0.005));
    }

    /** Worked example of ci.kappa in D. G. Bonett's R package statpsych, which follows Fleiss and Paik (2003). */
    @Test
    void kappaAndItsLargeSampleIntervalAreThoseOfTheWorkedExample() {
        Estimate kappa = new ContingencyTable(31, 12, 4, 58).kappa().orElseThrow();

        assertThat(kappa.value()).isCloseTo(0.6756757, within(5e-8));
        assertThat(kappa.interval().low()).isCloseTo(0.5317210, within(5e-7));
        assertThat(kappa.interval().high()).isCloseTo(0.8196303, within(5e-7));
    }

    /** Two therapists on 39 patients: J. Sim, C. C. Wright, Phys Ther 2005;85:257-268, table 1. */
    @Test
    void kappaIsThatOfTheTwoTherapists() {
        assertThat(new ContingencyTable(22, 2, 4, 11).kappa().orElseThrow().value())
                .isCloseTo(0.67, within(0.005));
    }

    /** Three diagnoses of two observers: J. Cohen, Educ Psychol Meas 1960;20:37-46. */
    @Test
    void kappaIsThatOfCohensExample() {
        long[][] counts = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};

        assertThat(Kappa.of(counts).orElseThrow().value()).isCloseTo(0.492, within(0.0005));
    }

    /** The variance 0.002885 of J. L. Fleiss, J. Cohen, B. S. Everitt, Psychol Bull 1969;72:323-327. */
    @Test
    void kappasVarianceIsThatOfItsPublication() {
        long[][] counts = {{106, 10, 4}, {22, 28, 10}, {2, 12, 6}};
        Estimate kappa = Kappa.of(counts).orElseThrow();

        assertThat(kappa.value()).isCloseTo(0.429, within(0.0005));
        assertThat(Math.pow(width(kappa) / 2 / Interval.Z, 2)).isCloseTo(0.002885, within(5e-7));
    }

    /** Two raters of a hundred subjects: J. L. Fleiss, Statistical Methods for Rates and Proportions, chapter 18. */
    @Test
    void kappaAndItsErrorAreThoseOfTheTextbook() {
        long[][] counts = {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}};
        Estimate kappa = Kappa.of(counts).orElseThrow();

        assertThat(kappa.value()).isCloseTo(0.68, within(0.005));
        assertThat(width(kappa) / 2 / Interval.Z).isCloseTo(0.087, within(0.001));
    }

    @Test
    void degenerateTablesGiveWhatCanBeSaidAndNothingElse() {
        ContingencyTable neverPositive = new ContingencyTable(0, 7, 0, 20);

        assertThat(neverPositive.sensitivity()).isEmpty();
        assertThat(neverPositive.positivePredictiveValue().orElseThrow().value())
                .isZero();
        assertThat(neverPositive.kappa().orElseThrow().value()).isZero();
        assertThat(new ContingencyTable(9, 0, 0, 11).kappa().orElseThrow().value())
                .isEqualTo(1);
        assertThat(new ContingencyTable(0, 5, 5, 0).kappa().orElseThrow().value())
                .isEqualTo(-1);
        assertThat(ClusteredTable.of(List.of(new ContingencyTable(3, 0, 1, 4))).sensitivity())
                .isEmpty();
    }

    /** Worked out once more apart from this program, patient by patient, with the formulas of the two publications. */
    @Test
    void intervalsByPatientAreThoseOfTheIndependentComputation() {
        Map<ContingencyTable, Long> patients = Map.of(
                new ContingencyTable(3, 1, 0, 2), 4L,
                new ContingencyTable(0, 0, 1, 5), 6L,
                new ContingencyTable(2, 0, 2, 2), 3L,
                new ContingencyTable(1, 3, 0, 2), 2L,
                new ContingencyTable(0, 0, 0, 6), 5L);
        ClusteredTable clustered = new ClusteredTable(patients);

        assertThat(clustered.patients()).isEqualTo(20);
        assertEstimate(clustered.sensitivity().orElseThrow(), 0.625, 0.43635, 0.78205);
        assertEstimate(clustered.specificity().orElseThrow(), 0.88636, 0.75506, 0.95178);
        assertEstimate(clustered.kappa().orElseThrow(), 0.52174, 0.37731, 0.66617);
    }

    private static void assertEstimate(Estimate estimate, double value, double low, double high) {
        assertThat(estimate.value()).isCloseTo(value, within(5e-6));
        assertThat(estimate.interval().low()).isCloseTo(low, within(5e-6));
        assertThat(estimate.interval().high()).isCloseTo(high, within(5e-6));
    }

    @Test
    void nothingIsEstimatedFromNothing() {
        assertThat(ContingencyTable.EMPTY.sensitivity()).isEmpty();
        assertThat(ContingencyTable.EMPTY.kappa()).isEmpty();
        assertThat(ClusteredTable.of(List.of()).agreement()).isEmpty();
    }

    @Test
    void kappaIsUndefinedWhereBothAlwaysSayTheSame() {
        assertThat(new ContingencyTable(12, 0, 0, 0).kappa()).isEmpty();
        assertThat(new ContingencyTable(12, 0, 0, 0).agreement().orElseThrow().value())
                .isEqualTo(1);
    }

    @Test
    void segmentsThatOnlyRepeatTheirPatientAddNothing() {
        List<ContingencyTable> once = patients(30, 12, 8, 50);
        List<ContingencyTable> fourTimes =
                once.stream().map(t -> t.plus(t).plus(t).plus(t)).toList();

        ClusteredTable single = ClusteredTable.of(once);
        ClusteredTable repeated = ClusteredTable.of(fourTimes);

        assertThat(repeated.patients()).isEqualTo(100);
        assertThat(width(repeated.sensitivity().orElseThrow()))
                .isCloseTo(width(single.sensitivity().orElseThrow()), within(0.005));
        assertThat(width(repeated.kappa().orElseThrow()))
                .isCloseTo(width(single.kappa().orElseThrow()), within(1e-9));
        assertThat(width(repeated.table().sensitivity().orElseThrow()))
                .isLessThan(0.6 * width(repeated.sensitivity().orElseThrow()));
    }

    @Test
    void patientsWithOneSegmentEachHaveThePlainInterval() {
        ClusteredTable clustered = ClusteredTable.of(patients(31, 12, 4, 58));
        ContingencyTable plain = clustered.table();

        assertThat(width(clustered.specificity().orElseThrow()))
                .isCloseTo(width(plain.specificity().orElseThrow()), within(0.005));
        assertThat(width(clustered.kappa().orElseThrow()))
                .isCloseTo(width(plain.kappa().orElseThrow()), within(0.02));
    }

    private static double width(Estimate estimate) {
        return estimate.interval().high() - estimate.interval().low();
    }

    private static List<ContingencyTable> patients(int both, int test, int reference, int none) {
        return Stream.of(
                        Collections.nCopies(both, ContingencyTable.of(true, true)),
                        Collections.nCopies(test, ContingencyTable.of(true, false)),
                        Collections.nCopies(reference, ContingencyTable.of(false, true)),
                        Collections.nCopies(none, ContingencyTable.of(false, false)))
                .flatMap(List::stream)
                .toList();
    }
}
