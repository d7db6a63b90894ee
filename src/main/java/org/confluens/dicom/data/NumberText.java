package org.confluens.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers written as text: IS and DS (PS3.5 table 6.2-1). */
final class NumberText {
    /** The characters of a DS value at most. */
    private static final int DECIMAL_LENGTH = 16;

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
        if (text.isEmpty() || text.length() > 64) {
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
