package org.confluens.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the bytes of a value from strings or numbers: little endian, text in UTF-8, unpadded. */
final class ValueEncoder {
    private ValueEncoder() {}

    static byte[] encode(int tag, VR vr, List<String> values) {
        return values.isEmpty() ? new byte[0] : encode(tag, vr, String.join("\\", values));
    }

    /** The bytes of at least one value, with backslashes between them. */
    static byte[] encode(int tag, VR vr, String joined) {
        if (vr.isString()) {
            return joined.getBytes(StandardCharsets.UTF_8);
        }
        int count = 1 + (int) joined.chars().filter(c -> c == '\\').count();
        ByteBuffer bytes = buffer(count * 8);
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = i + 1 == count ? joined.length() : joined.indexOf('\\', start);
            putNumber(bytes, tag, vr, joined.substring(start, end));
            start = end + 1;
        }
        return contents(bytes);
    }

    private static void putNumber(ByteBuffer bytes, int tag, VR vr, String value) {
        switch (vr) {
            case AT -> putTag(bytes, parseTag(tag, value));
            case FL, OF -> bytes.putFloat(NumberText.single(value));
            case FD, OD -> bytes.putDouble(NumberText.real(value));
            case UV -> bytes.putLong(NumberText.unsigned(value));
            case US, SS, OW, UL, SL, OL, SV, OV -> putInteger(bytes, tag, vr, NumberText.whole(value));
            default -> throw unfit(tag, vr);
        }
    }

    static byte[] integers(int tag, VR vr, long[] values) {
        if (vr.isString()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                text.append(i == 0 ? "" : "\\").append(values[i]);
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }
        ByteBuffer bytes = buffer(values.length * 8);
        for (long value : values) {
            putInteger(bytes, tag, vr, value);
        }
        return contents(bytes);
    }

    private static void putInteger(ByteBuffer bytes, int tag, VR vr, long value) {
        switch (vr) {
            case US, OW -> bytes.putShort((short) within(tag, value, 0, 0xFFFF));
            case SS -> bytes.putShort((short) within(tag, value, Short.MIN_VALUE, Short.MAX_VALUE));
            case UL, OL -> bytes.putInt((int) within(tag, value, Integer.MIN_VALUE, 0xFFFFFFFFL));
            case SL -> bytes.putInt((int) within(tag, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case AT -> putTag(bytes, (int) value);
            case UV, SV, OV -> bytes.putLong(value);
            case FL, OF -> bytes.putFloat(value);
            case FD, OD -> bytes.putDouble(value);
            default -> throw unfit(tag, vr);
        }
    }

    static byte[] decimals(int tag, VR vr, double[] values) {
        if (vr.isString()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                text.append(i == 0 ? "" : "\\").append(NumberText.decimalString(values[i]));
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }
        ByteBuffer bytes = buffer(values.length * 8);
        for (double value : values) {
            switch (vr) {
                case FL, OF -> bytes.putFloat((float) value);
                case FD, OD -> bytes.putDouble(value);
                default -> throw unfit(tag, vr);
            }
        }
        return contents(bytes);
    }

    private static int parseTag(int tag, String value) {
        if (value.length() != 8) {
            throw new IllegalArgumentException(Tags.format(tag) + " holds tags of eight hexadecimal digits");
        }
        return Integer.parseUnsignedInt(value, 16);
    }

    private static void putTag(ByteBuffer bytes, int tag) {
        bytes.putShort((short) Tags.group(tag)).putShort((short) Tags.element(tag));
    }

    private static long within(int tag, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(Tags.format(tag) + " holds numbers from " + least + " to " + most);
        }
        return value;
    }

    private static IllegalArgumentException unfit(int tag, VR vr) {
        return new IllegalArgumentException(Tags.format(tag) + " " + vr + " can't be made from text or numbers");
    }

    private static ByteBuffer buffer(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] contents(ByteBuffer bytes) {
        byte[] contents = new byte[bytes.position()];
        bytes.flip().get(contents);
        return contents;
    }
}
