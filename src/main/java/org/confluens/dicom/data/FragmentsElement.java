package org.confluens.dicom.data;

import java.util.Arrays;
import java.util.List;

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
