package org.confluens.concordance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The same comparison with the patient as the unit: segments of one patient are not independent, so the plain intervals
 * are too narrow. Proportions get the design effect of J. N. K. Rao and A. J. Scott (Biometrics 1992;48:577-585) and
 * then Wilson's interval on the effective sample size; kappa gets the jackknife over patients.
 */
public final class ClusteredTable {
    private final Map<ContingencyTable, Long> patients = new LinkedHashMap<>();
    private final ContingencyTable all;

    /** Each table that a patient has, with the number of patients who have it. */
    public ClusteredTable(Map<ContingencyTable, Long> patientsByTable) {
        patientsByTable.forEach((table, count) -> {
            if (table.total() > 0 && count > 0) {
                patients.put(table, count);
            }
        });
        all = patients.entrySet().stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .reduce(ContingencyTable.EMPTY, ContingencyTable::plus);
    }

    /** One table a patient. */
    public static ClusteredTable of(List<ContingencyTable> patients) {
        Map<ContingencyTable, Long> counts = new LinkedHashMap<>();
        patients.forEach(table -> counts.merge(table, 1L, Long::sum));
        return new ClusteredTable(counts);
    }

    public long patients() {
        return patients.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The plain table of all segments together. */
    public ContingencyTable table() {
        return all;
    }

    public Optional<Estimate> sensitivity() {
        return ratio(ContingencyTable::bothPositive, t -> t.bothPositive() + t.referenceOnly());
    }

    public Optional<Estimate> specificity() {
        return ratio(ContingencyTable::bothNegative, t -> t.bothNegative() + t.testOnly());
    }

    public Optional<Estimate> positivePredictiveValue() {
        return ratio(ContingencyTable::bothPositive, t -> t.bothPositive() + t.testOnly());
    }

    public Optional<Estimate> negativePredictiveValue() {
        return ratio(ContingencyTable::bothNegative, t -> t.bothNegative() + t.referenceOnly());
    }

    public Optional<Estimate> agreement() {
        return ratio(t -> t.bothPositive() + t.bothNegative(), ContingencyTable::total);
    }

    /** Kappa with the jackknife's interval; empty where leaving out one patient leaves it undefined. */
    public Optional<Estimate> kappa() {
        Optional<Double> plain = all.kappa().map(Estimate::value);
        Map<Double, Long> without = new LinkedHashMap<>();
        for (Map.Entry<ContingencyTable, Long> entry : patients.entrySet()) {
            Optional<Estimate> left = all.minus(entry.getKey()).kappa();
            if (left.isEmpty()) {
                return Optional.empty();
            }
            without.merge(left.get().value(), entry.getValue(), Long::sum);
        }
        double n = patients();
        if (plain.isEmpty() || n < 2) {
            return Optional.empty();
        }
        double mean = weighted(without, value -> value) / n;
        double squares = weighted(without, value -> (value - mean) * (value - mean));
        double standardError = Math.sqrt((n - 1) / n * squares);
        return plain.map(kappa ->
                new Estimate(kappa, Interval.around(kappa, standardError).within(-1, 1)));
    }

    private Optional<Estimate> ratio(
            ToDoubleFunction<ContingencyTable> part, ToDoubleFunction<ContingencyTable> whole) {
        double parts = weighted(patients, part);
        double wholes = weighted(patients, whole);
        double clusters = weighted(patients, table -> whole.applyAsDouble(table) > 0 ? 1 : 0);
        if (clusters < 2) {
            return Optional.empty();
        }
        double p = parts / wholes;
        double residuals = weighted(patients, table -> {
            double residual = part.applyAsDouble(table) - p * whole.applyAsDouble(table);
            return residual * residual;
        });
        double clustered = clusters / (clusters - 1) * residuals / (wholes * wholes);
        double independent = p * (1 - p) / wholes;
        double effect = independent > 0 ? Math.max(1, clustered / independent) : 1;
        return Optional.of(new Estimate(p, Interval.wilson(parts / effect, wholes / effect)));
    }

    private static <T> double weighted(Map<T, Long> counts, ToDoubleFunction<T> value) {
        return counts.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * value.applyAsDouble(entry.getKey()))
                .sum();
    }
}
