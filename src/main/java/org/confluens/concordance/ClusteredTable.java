package org.confluens.concordance;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The same comparison with the patient as the unit: segments of one patient are not independent, so the plain intervals
 * are too narrow. Proportions get the design effect of J. N. K. Rao and A. J. Scott (Biometrics 1992;48:577-585) and
 * then Wilson's interval on the effective sample size; kappa gets the jackknife over patients.
 */
public final class ClusteredTable {
    private final List<ContingencyTable> patients;
    private final ContingencyTable all;

    /** One table a patient. */
    public ClusteredTable(List<ContingencyTable> patients) {
        this.patients = patients.stream().filter(table -> table.total() > 0).toList();
        this.all = this.patients.stream().reduce(ContingencyTable.EMPTY, ContingencyTable::plus);
    }

    public int patients() {
        return patients.size();
    }

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

    public Optional<Estimate> kappa() {
        Optional<Estimate> plain = all.kappa();
        double[] without = patients.stream()
                .flatMap(patient -> all.minus(patient).kappa().stream())
                .mapToDouble(Estimate::value)
                .toArray();
        int n = without.length;
        if (plain.isEmpty() || n < 2 || n != patients.size()) {
            return Optional.empty();
        }
        double mean = 0;
        for (double value : without) {
            mean += value / n;
        }
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        double standardError = Math.sqrt((n - 1.0) / n * squares);
        double kappa = plain.get().value();
        return Optional.of(
                new Estimate(kappa, Interval.around(kappa, standardError).within(-1, 1)));
    }

    private Optional<Estimate> ratio(
            ToDoubleFunction<ContingencyTable> part, ToDoubleFunction<ContingencyTable> whole) {
        double parts = patients.stream().mapToDouble(part).sum();
        double wholes = patients.stream().mapToDouble(whole).sum();
        long clusters =
                patients.stream().filter(t -> whole.applyAsDouble(t) > 0).count();
        if (clusters < 2) {
            return Optional.empty();
        }
        double p = parts / wholes;
        double residuals = patients.stream()
                .mapToDouble(t -> part.applyAsDouble(t) - p * whole.applyAsDouble(t))
                .map(r -> r * r)
                .sum();
        double clustered = clusters / (clusters - 1.0) * residuals / (wholes * wholes);
        double independent = p * (1 - p) / wholes;
        double effect = independent > 0 ? Math.max(1, clustered / independent) : 1;
        return Optional.of(new Estimate(p, Interval.wilson(parts / effect, wholes / effect)));
    }
}
