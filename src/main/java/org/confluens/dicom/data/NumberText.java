package org.confluens.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers written as text: IS and DS (PS3.5 table 6.2-1). */
final class NumberText {
    /** The characters of a DS value at most. */
    private static final int DECIMAL_LENGTH = 16;

    /** The characters of any number that makes sense; more would take long to parse. */
    private static final int LONGEST = 64;

    private static final long[] NO_INTEGERS = {};
    private static final double[] NO_DECIMALS = {};

    private NumberText() {}

    static long[] integers(List<String> values) {
        long[] numbers = new long[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            double number = decimal(values.get(i));
            if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
                return NO_INTEGERS;
            }
            numbers[i] = (long) number;
        }
        return numbers;
    }

    static double[] decimals(List<String> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = decimal(values.get(i));
            if (Double.isNaN(numbers[i])) {
                return NO_DECIMALS;
            }
        }
        return numbers;
    }

    /** A number, or NaN where the text is none; looks first so that a bad value costs no exception. */
    private static double decimal(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Double.NaN;
        }
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ("+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return digits == 0 ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A whole number; also one that is written as a decimal number or with an exponent, as JSON may have it. */
    static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return exact(text);
        }
    }

    /** A whole number of 64 unsigned bits. */
    static long unsigned(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            long number = exact(text);
            if (number < 0) {
                throw e;
            }
            return number;
        }
    }

    private static long exact(String text) {
        if (text.length() > LONGEST) {
            throw new NumberFormatException("a number is longer than allowed");
        }
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a whole number is expected", e);
        }
    }

    /** A floating point number, or the words for those that have no digits. */
    static double real(String text) {
        double number = special(text);
        if (number == 0) {
            number = digits(text);
            checkFinite(Double.isFinite(number));
        }
        return number;
    }

    /** A floating point number of 32 bits, rounded once. */
    static float single(String text) {
        if (special(text) != 0) {
            return (float) special(text);
        }
        digits(text);
        float number = Float.parseFloat(text);
        checkFinite(Float.isFinite(number));
        return number;
    }

    /** What IEEE 754 has besides numbers, or 0 where the text is none of it. */
    private static double special(String text) {
        if (text.isEmpty() || !Character.isLetter(text.charAt(text.length() - 1))) {
            return 0;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    private static double digits(String text) {
        double number = decimal(text);
        if (Double.isNaN(number)) {
            throw new NumberFormatException("a number is expected");
        }
        return number;
    }

    private static void checkFinite(boolean finite) {
        if (!finite) {
            throw new IllegalArgumentException("a number is beyond what its VR can hold");
        }
    }

    /** The text of a number as DS: the shortest that reads back the same, rounded where 16 characters can't hold it. */
    static String decimalString(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a decimal string holds finite numbers only");
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        String text = Double.toString(number);
        for (int precision = DECIMAL_LENGTH; text.length() > DECIMAL_LENGTH; precision--) {
            text = BigDecimal.valueOf(number)
                    .round(new MathContext(precision, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros()
                    .toString();
        }
        return text;
    }
}
