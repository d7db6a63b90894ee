package org.confluens.dicom.net;

import java.nio.charset.StandardCharsets;

/**
 * Bytes 11 to 74 of an A-ASSOCIATE-RQ or -AC: two AE titles of 16 bytes and 32 reserved ones. An acceptor has to send back
 * exactly what it received, whatever that is (PS3.8 table 9-17).
 *
 * @param text the 64 bytes, a character each
 */
record FixedFields(String text) {
    static final int LENGTH = 64;

    private static final int TITLE = 16;
    private static final int RESERVED = 32;

    FixedFields {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("fixed fields of " + text.length() + " bytes");
        }
    }

    /** Titles padded with spaces, PS3.8 table 9-11, and reserved bytes of zero. */
    static FixedFields of(String calledAeTitle, String callingAeTitle) {
        return new FixedFields(padded(calledAeTitle) + padded(callingAeTitle) + "\0".repeat(RESERVED));
    }

    private static String padded(String title) {
        return (title + " ".repeat(TITLE)).substring(0, TITLE);
    }

    static FixedFields of(byte[] bytes) {
        return new FixedFields(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String calledAeTitle() {
        return title(0);
    }

    String callingAeTitle() {
        return title(TITLE);
    }

    /** Leading and trailing spaces are not significant; some peers pad with null bytes instead. */
    private String title(int from) {
        return text.substring(from, from + TITLE).replaceAll("\\x00+$", "").replaceAll("^ +| +$", "");
    }
}
