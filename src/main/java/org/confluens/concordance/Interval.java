package org.confluens.concordance;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {

    /** The two-sided 95 % quantile of the standard normal distribution. */
    static final double Z = 1.959963984540054;

    /**
     * The score interval of a proportion without continuity correction (E. B. Wilson, J Am Stat Assoc 1927;22:209-212).
     * The counts need not be whole numbers, so that an effective sample size can be given.
     */
    static Interval wilson(double successes, double trials) {
        double p = successes / trials;
        double z2 = Z * Z;
        double centre = p + z2 / (2 * trials);
        double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4 * trials * trials));
        double scale = 1 + z2 / trials;
        return new Interval(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }

    static Interval around(double estimate, double standardError) {
        return new Interval(estimate - Z * standardError, estimate + Z * standardError);
    }

    /** The same interval within the range that its quantity can take. */
    Interval within(double least, double most) {
        return new Interval(Math.max(least, low), Math.min(most, high));
    }
}
