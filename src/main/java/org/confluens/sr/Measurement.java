package org.confluens.sr;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.dicom.data.Dataset;

/**
 * A number and its unit (PS3.3 C.18.1). The number is kept as the decimal string that was read, so that its precision
 * survives; the floating point and the rational forms stand beside it where sixteen characters can't hold it.
 */
public record Measurement(
        String value, Optional<Code> unit, OptionalDouble floatingPoint, Optional<Rational> rational, Dataset others) {

    /** A fraction, by Rational Numerator Value (0040,A162) and Rational Denominator Value (0040,A163). */
    public record Rational(int numerator, int denominator) {}

    private static final int DS_LIMIT = 16;

    public Measurement {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(floatingPoint, "floatingPoint");
        Objects.requireNonNull(rational, "rational");
        Objects.requireNonNull(others, "others");
    }

    /** A decimal value; beyond the sixteen characters of a DS it is rounded and its floating point form added. */
    public static Measurement of(BigDecimal value, Code unit) {
        String exact = value.toPlainString();
        if (exact.length() <= DS_LIMIT) {
            return new Measurement(exact, Optional.of(unit), OptionalDouble.empty(), Optional.empty(), Dataset.empty());
        }
        return new Measurement(
                rounded(value),
                Optional.of(unit),
                OptionalDouble.of(value.doubleValue()),
                Optional.empty(),
                Dataset.empty());
    }

    /** A decimal value written as in Java, such as {@code "12.5"}. */
    public static Measurement of(String value, Code unit) {
        return of(new BigDecimal(value), unit);
    }

    /** A whole number. */
    public static Measurement of(long value, Code unit) {
        return of(BigDecimal.valueOf(value), unit);
    }

    /** The number, or empty where the decimal string is none. */
    public Optional<BigDecimal> number() {
        try {
            return Optional.of(new BigDecimal(value.trim()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String rounded(BigDecimal value) {
        for (int digits = DS_LIMIT; digits > 1; digits--) {
            BigDecimal shorter = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            String text = shorter.toString();
            if (text.length() <= DS_LIMIT) {
                return text;
            }
        }
        return value.round(new MathContext(1)).toString();
    }
}
