package org.confluens.worklist;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Identifiers that the worklist gives itself: a letter for the kind and nine characters that nobody misreads (no I, L, O,
 * U), short enough for SH. From a seed comes always the same one, so that reading something again adds nothing.
 */
final class GivenIds {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 9;
    private static final SecureRandom RANDOM = new SecureRandom();

    private GivenIds() {}

    static String random(char kind) {
        return write(kind, RANDOM.nextLong());
    }

    static String seeded(char kind, String seed) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << 8 | hash[i] & 0xFF;
            }
            return write(kind, bits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String write(char kind, long bits) {
        StringBuilder id = new StringBuilder(LENGTH + 1).append(kind);
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS[(int) (bits >>> 5 * i & 31)]);
        }
        return id.toString();
    }
}
