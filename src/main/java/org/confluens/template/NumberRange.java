package org.confluens.template;

import java.math.BigDecimal;
import java.util.Optional;
import org.confluens.sr.Code;

/** What a number may be, and its UCUM unit. */
public record NumberRange(
        Optional<BigDecimal> minimum, Optional<BigDecimal> maximum, Optional<BigDecimal> step, Code unit) {

    public boolean contains(BigDecimal number) {
        return minimum.filter(m -> number.compareTo(m) < 0).isEmpty()
                && maximum.filter(m -> number.compareTo(m) > 0).isEmpty();
    }

    /** Whether the number lies a whole number of steps above the minimum, or above zero where there is none. */
    public boolean isOnStep(BigDecimal number) {
        return step.map(s -> number.subtract(minimum.orElse(BigDecimal.ZERO))
                                .remainder(s)
                                .signum()
                        == 0)
                .orElse(true);
    }

    /** The range in words of numbers, such as {@code 0 to 10 by 0.5 1}. */
    @Override
    public String toString() {
        return minimum.map(BigDecimal::toPlainString).orElse("any") + " to "
                + maximum.map(BigDecimal::toPlainString).orElse("any")
                + step.map(s -> " by " + s.toPlainString()).orElse("")
                + (unit.value().equals("1") ? "" : " " + unit.value());
    }
}
