package org.confluens.dicom.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Makes and checks unique identifiers (PS3.5 section 9 and annex B). */
public final class Uids {
    private static final int MAXIMUM_LENGTH = 64;

    private Uids() {}

    /** A new UID under 2.25, from a random UUID (PS3.5 section B.2). */
    public static String create() {
        return of(UUID.randomUUID());
    }

    /** The same UID for the same seed, from a name-based UUID (RFC 9562 version 5 over the seed alone). */
    public static String nameBased(String seed) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(seed.getBytes(StandardCharsets.UTF_8));
            hash[6] = (byte) (hash[6] & 0x0F | 0x50);
            hash[8] = (byte) (hash[8] & 0x3F | 0x80);
            ByteBuffer bits = ByteBuffer.wrap(hash);
            return of(new UUID(bits.getLong(), bits.getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Whether a string is at most 64 characters of numbers without leading zeros, joined by dots. */
    public static boolean isValid(String uid) {
        if (uid.isEmpty() || uid.length() > MAXIMUM_LENGTH || uid.charAt(uid.length() - 1) == '.') {
            return false;
        }
        for (int i = 0; i < uid.length(); i++) {
            boolean first = i == 0 || uid.charAt(i - 1) == '.';
            char c = uid.charAt(i);
            boolean leadingZero = first && c == '0' && i + 1 < uid.length() && uid.charAt(i + 1) != '.';
            if (leadingZero || (c < '0' || c > '9') && (c != '.' || first)) {
                return false;
            }
        }
        return true;
    }

    private static String of(UUID uuid) {
        byte[] bits = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bits);
    }
}
