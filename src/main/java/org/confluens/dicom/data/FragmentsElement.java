package org.confluens.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pixel data in encapsulated format (PS3.5 section A.4): the basic offset table, then the fragments. */
public final class FragmentsElement implements Element {
    private final int tag;
    private final VR vr;
    private final byte[][] items;

    /** Makes an element of all items, the basic offset table first. */
    public FragmentsElement(int tag, VR vr, List<byte[]> items) {
        this(tag, vr, items.stream().map(byte[]::clone).toArray(byte[][]::new));
    }

    FragmentsElement(int tag, VR vr, byte[][] items) {
        this.tag = tag;
        this.vr = vr;
        this.items = items;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    @Override
    public boolean isEmpty() {
        return items.length == 0;
    }

    /** All items, the basic offset table first. */
    public List<byte[]> items() {
        return Arrays.stream(items).map(byte[]::clone).toList();
    }

    /** The items with their headers, little endian, up to the delimiter (PS3.5 section A.4). */
    byte[] encoded() {
        int size = 8;
        for (byte[] item : items) {
            size += 8 + item.length + (item.length & 1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] item : items) {
            bytes.putInt(Integer.rotateLeft(Tags.ITEM, 16)).putInt(item.length + (item.length & 1));
            bytes.put(item).put(new byte[item.length & 1]);
        }
        bytes.putInt(Integer.rotateLeft(Tags.SEQUENCE_DELIMITATION, 16)).putInt(0);
        return bytes.array();
    }

    /**
     * An element of items with their headers, under any tag, since private ones have them too; empty where the bytes are
     * none, as native pixel data.
     */
    static Optional<FragmentsElement> decoded(int tag, VR vr, byte[] encoded) {
        if (vr.name().charAt(0) != 'O' && tag != Tag.PixelData || encoded.length < 8) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> items = new ArrayList<>();
        while (bytes.remaining() >= 8) {
            int next = Integer.rotateLeft(bytes.getInt(), 16);
            int length = bytes.getInt();
            if (next == Tags.SEQUENCE_DELIMITATION && length == 0 && !bytes.hasRemaining()) {
                return Optional.of(new FragmentsElement(tag, vr, items.toArray(byte[][]::new)));
            }
            if (next != Tags.ITEM || length < 0 || length > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] item = new byte[length];
            bytes.get(item);
            items.add(item);
        }
        return Optional.empty();
    }

    byte[][] rawItems() {
        return items;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FragmentsElement element)
                || tag != element.tag
                || items.length != element.items.length) {
            return false;
        }
        for (int i = 0; i < items.length; i++) {
            if (!Arrays.equals(even(items[i]), even(element.items[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * tag + items.length;
    }

    @Override
    public String toString() {
        return Tags.format(tag) + " " + vr + " of " + items.length + " fragments";
    }

    private static byte[] even(byte[] item) {
        return item.length % 2 == 0 ? item : Arrays.copyOf(item, item.length + 1);
    }
}
