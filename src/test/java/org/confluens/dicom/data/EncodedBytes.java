package org.confluens.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Spells out the bytes of data sets, right and wrong ones, element by element. */
final class EncodedBytes {
    static final int UNDEFINED = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    private EncodedBytes(ByteOrder order) {
        this.order = order;
    }

    static EncodedBytes little() {
        return new EncodedBytes(ByteOrder.LITTLE_ENDIAN);
    }

    static EncodedBytes big() {
        return new EncodedBytes(ByteOrder.BIG_ENDIAN);
    }

    /** An element with an explicit header of the form that its VR has. */
    EncodedBytes explicit(int tag, String vr, byte[] value) {
        return explicitHeader(tag, vr, value.length).raw(value);
    }

    EncodedBytes explicit(int tag, String vr, String value) {
        return explicit(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    EncodedBytes explicitHeader(int tag, String vr, int length) {
        tag(tag).raw(vr.getBytes(StandardCharsets.ISO_8859_1));
        boolean longHeader = VR.of(vr).map(VR::hasLongHeader).orElse(false);
        return longHeader ? number(2, 0).number(4, length) : number(2, length);
    }

    EncodedBytes implicit(int tag, String value) {
        return implicitHeader(tag, value.length()).raw(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A header without VR, also those of items and delimiters. */
    EncodedBytes implicitHeader(int tag, int length) {
        return tag(tag).number(4, length);
    }

    EncodedBytes item(int length) {
        return implicitHeader(Tags.ITEM, length);
    }

    EncodedBytes endItem() {
        return implicitHeader(Tags.ITEM_DELIMITATION, 0);
    }

    EncodedBytes endSequence() {
        return implicitHeader(Tags.SEQUENCE_DELIMITATION, 0);
    }

    EncodedBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private EncodedBytes tag(int tag) {
        return number(2, Tags.group(tag)).number(2, Tags.element(tag));
    }

    private EncodedBytes number(int width, int number) {
        ByteBuffer buffer = ByteBuffer.allocate(width).order(order);
        if (width == 2) {
            buffer.putShort((short) number);
        } else {
            buffer.putInt(number);
        }
        return raw(buffer.array());
    }
}
