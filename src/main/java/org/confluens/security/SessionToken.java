package org.confluens.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login that the browser carries, so that every node knows it: name, end, a serial and a keyed hash over all of them and
 * over the user's password hash. A changed password or a removed user ends it at once.
 */
final class SessionToken {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SERIAL_BYTES = 16;
    private static final int PARTS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;

    SessionToken(byte[] key) {
        this.key = key.clone();
    }

    /** A token for the user until then. */
    String issue(User user, Instant end) {
        String name = ENCODER.encodeToString(user.name().getBytes(StandardCharsets.UTF_8));
        byte[] random = new byte[SERIAL_BYTES];
        RANDOM.nextBytes(random);
        String serial = ENCODER.encodeToString(random);
        String seal = ENCODER.encodeToString(seal(user, end.getEpochSecond(), serial));
        return String.join(".", name, String.valueOf(end.getEpochSecond()), serial, seal);
    }

    /** Whose token it is, not yet proven. */
    static Optional<String> claimedName(String token) {
        try {
            return Optional.of(new String(
                    Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** What tells a good token from all others; it opens nothing by itself. */
    static String serial(String token) {
        return token.split("\\.", -1)[2];
    }

    /** When a good token ends by itself. */
    static Instant claimedEnd(String token) {
        return Instant.ofEpochSecond(Long.parseLong(token.split("\\.", -1)[1]));
    }

    /** Whether the token is that user's and still good. */
    boolean isGood(String token, User user, Instant now) {
        String[] parts = token.split("\\.", -1);
        try {
            long end = Long.parseLong(parts[1]);
            return parts.length == PARTS
                    && now.getEpochSecond() < end
                    && MessageDigest.isEqual(
                            seal(user, end, parts[2]), Base64.getUrlDecoder().decode(parts[3]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private byte[] seal(User user, long end, String serial) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            String sealed = String.join("\n", user.name(), user.password().toString(), String.valueOf(end), serial);
            return mac.doFinal(sealed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
