package org.confluens.template;

import java.math.BigDecimal;
import java.util.Optional;

/** How a derived value is worked out from others of the same form. */
public record Computation(
        Function function, Optional<String> first, Optional<String> second, Optional<BigDecimal> factor, int atLeast) {

    /** The functions a template can name. */
    public enum Function {
        /** How many criteria are present. */
        COUNT,
        /** Criteria met, not met, or indeterminate while those not assessed could still reach the number. */
        TWO_OF_FIVE,
        /** First minus second. */
        DIFFERENCE,
        /** The loss of the first against the second, in per cent of the second. */
        PERCENT_REDUCTION
    }
}
