package org.confluens.dicom.data;

/** The parts of a data element's tag, an {@code int} of group and element number (PS3.5 section 7.1). */
public final class Tags {
    static final int ITEM = 0xFFFEE000;
    static final int ITEM_DELIMITATION = 0xFFFEE00D;
    static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private Tags() {}

    /** The tag of a group and an element number. */
    public static int of(int group, int element) {
        return group << 16 | element & 0xFFFF;
    }

    /** As the standard writes it: {@code (0010,0020)}. */
    public static String format(int tag) {
        String hex = hex(tag);
        return "(" + hex.substring(0, 4) + "," + hex.substring(4) + ")";
    }

    /** Eight hexadecimal digits, as the DICOM JSON model writes it: {@code 00100020}. */
    public static String hex(int tag) {
        char[] hex = new char[8];
        for (int i = 0; i < 8; i++) {
            hex[i] = DIGITS[tag >>> 28 - 4 * i & 0xF];
        }
        return new String(hex);
    }

    public static int group(int tag) {
        return tag >>> 16;
    }

    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    /** Whether the group is odd (PS3.5 section 7.8). */
    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** Whether the element reserves a block of private elements (PS3.5 section 7.8.1). */
    public static boolean isPrivateCreator(int tag) {
        return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
    }

    /** Whether the element holds the length of its group (PS3.5 section 7.2). */
    public static boolean isGroupLength(int tag) {
        return element(tag) == 0;
    }

    /** The element that names the creator of a private element's block. */
    static int creatorOf(int privateTag) {
        return privateTag & 0xFFFF0000 | privateTag >>> 8 & 0xFF;
    }
}
