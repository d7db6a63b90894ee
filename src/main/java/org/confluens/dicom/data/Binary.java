package org.confluens.dicom.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Numbers of the binary value representations (PS3.5 table 6.2-1), in either byte order. */
final class Binary {
    static final VarHandle SHORT_LE = handle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle SHORT_BE = handle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT_LE = handle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT_BE = handle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG_LE = handle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG_BE = handle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long[] NO_INTEGERS = {};
    private static final double[] NO_DECIMALS = {};

    private Binary() {}

    private static VarHandle handle(Class<?> type, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(type, order);
    }

    static int unsignedShort(byte[] bytes, int offset, boolean bigEndian) {
        return (bigEndian ? (short) SHORT_BE.get(bytes, offset) : (short) SHORT_LE.get(bytes, offset)) & 0xFFFF;
    }

    static int integer(byte[] bytes, int offset, boolean bigEndian) {
        return bigEndian ? (int) INT_BE.get(bytes, offset) : (int) INT_LE.get(bytes, offset);
    }

    static long longInteger(byte[] bytes, int offset, boolean bigEndian) {
        return bigEndian ? (long) LONG_BE.get(bytes, offset) : (long) LONG_LE.get(bytes, offset);
    }

    /** Reverses every whole unit of a range; a rest that fills no unit stays. */
    static void swap(byte[] bytes, int from, int to, int unit) {
        for (int start = from; unit > 1 && start + unit <= to; start += unit) {
            for (int low = start, high = start + unit - 1; low < high; low++, high--) {
                byte b = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = b;
            }
        }
    }

    static long[] integers(ValueElement element, VR vr) {
        int width = integerWidth(vr);
        if (width == 0) {
            return NO_INTEGERS;
        }
        long[] numbers = new long[element.length() / width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integer(element, vr, element.offset() + i * width);
        }
        return numbers;
    }

    private static int integerWidth(VR vr) {
        return switch (vr) {
            case US, SS, OW -> 2;
            case UL, SL, OL, AT -> 4;
            case UV, SV, OV -> 8;
            default -> 0;
        };
    }

    private static long integer(ValueElement element, VR vr, int offset) {
        byte[] bytes = element.buffer();
        boolean big = element.bigEndian() && element.vr() != VR.UN;
        return switch (vr) {
            case US, OW -> unsignedShort(bytes, offset, big);
            case SS -> (short) unsignedShort(bytes, offset, big);
            case SL -> integer(bytes, offset, big);
            case AT -> tag(bytes, offset, big) & 0xFFFFFFFFL;
            case UL, OL -> integer(bytes, offset, big) & 0xFFFFFFFFL;
            default -> longInteger(bytes, offset, big);
        };
    }

    /** A tag: two numbers of two bytes, the group first in both byte orders. */
    static int tag(byte[] bytes, int offset, boolean bigEndian) {
        int number = integer(bytes, offset, bigEndian);
        return bigEndian ? number : Integer.rotateLeft(number, 16);
    }

    static double[] decimals(ValueElement element, VR vr) {
        int width = decimalWidth(vr);
        if (width == 0) {
            return widened(integers(element, vr));
        }
        boolean big = element.bigEndian() && element.vr() != VR.UN;
        double[] numbers = new double[element.length() / width];
        for (int i = 0; i < numbers.length; i++) {
            int offset = element.offset() + i * width;
            numbers[i] = width == 4
                    ? Float.intBitsToFloat(integer(element.buffer(), offset, big))
                    : Double.longBitsToDouble(longInteger(element.buffer(), offset, big));
        }
        return numbers;
    }

    private static int decimalWidth(VR vr) {
        return switch (vr) {
            case FL, OF -> 4;
            case FD, OD -> 8;
            default -> 0;
        };
    }

    private static double[] widened(long[] integers) {
        double[] numbers = integers.length == 0 ? NO_DECIMALS : new double[integers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integers[i];
        }
        return numbers;
    }

    static List<String> strings(ValueElement element, VR vr) {
        List<String> strings = new ArrayList<>();
        switch (vr) {
            case FL -> {
                for (double number : decimals(element, vr)) {
                    strings.add(Float.toString((float) number));
                }
            }
            case FD -> {
                for (double number : decimals(element, vr)) {
                    strings.add(Double.toString(number));
                }
            }
            case US, SS, UL, SL, UV, SV, AT -> {
                for (long number : integers(element, vr)) {
                    strings.add(string(vr, number));
                }
            }
            default -> {
                return List.of();
            }
        }
        return strings;
    }

    private static String string(VR vr, long number) {
        return switch (vr) {
            case AT -> Tags.hex((int) number);
            case UV -> Long.toUnsignedString(number);
            default -> Long.toString(number);
        };
    }
}
