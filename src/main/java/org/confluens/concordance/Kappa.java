package org.confluens.concordance;

import java.util.Optional;

/**
 * Cohen's kappa of a square table with the large-sample standard error for a confidence interval (J. L. Fleiss, J. Cohen,
 * B. S. Everitt, Psychol Bull 1969;72:323-327).
 */
final class Kappa {
    private final double[][] shares;
    private final double[] rows;
    private final double[] columns;
    private final double total;

    private Kappa(long[][] counts) {
        int size = counts.length;
        shares = new double[size][size];
        rows = new double[size];
        columns = new double[size];
        double sum = 0;
        for (long[] row : counts) {
            for (long count : row) {
                sum += count;
            }
        }
        total = sum;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                shares[i][j] = counts[i][j] / total;
                rows[i] += shares[i][j];
                columns[j] += shares[i][j];
            }
        }
    }

    /** Kappa with its 95 % interval; empty where chance alone agrees always, as when one side never varies. */
    static Optional<Estimate> of(long[][] counts) {
        Kappa kappa = new Kappa(counts);
        if (!(kappa.total > 0) || 1 - kappa.expected() < 1e-12) {
            return Optional.empty();
        }
        Interval interval =
                Interval.around(kappa.value(), kappa.standardError()).within(-1, 1);
        return Optional.of(new Estimate(kappa.value(), interval));
    }

    double value() {
        return (observed() - expected()) / (1 - expected());
    }

    private double observed() {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += shares[i][i];
        }
        return sum;
    }

    private double expected() {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += rows[i] * columns[i];
        }
        return sum;
    }

    private double standardError() {
        double kappa = value();
        double expected = expected();
        double diagonal = 0;
        double rest = 0;
        for (int i = 0; i < rows.length; i++) {
            double own = 1 - (rows[i] + columns[i]) * (1 - kappa);
            diagonal += shares[i][i] * own * own;
            for (int j = 0; j < columns.length; j++) {
                double margins = columns[i] + rows[j];
                rest += i == j ? 0 : shares[i][j] * margins * margins;
            }
        }
        double mean = kappa - expected * (1 - kappa);
        double variance = diagonal + (1 - kappa) * (1 - kappa) * rest - mean * mean;
        return Math.sqrt(Math.max(0, variance) / total) / (1 - expected);
    }
}
