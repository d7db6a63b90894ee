package org.confluens.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login that the browser carries, so that every node knows it: name, end and a keyed hash over both and over the
 * user's password hash. A changed password or a removed user ends it at once.
 */
final class SessionToken {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;

    SessionToken(byte[] key) {
        this.key = key.clone();
    }

    /** A token for the user until then. */
    String issue(User user, Instant end) {
        String name = ENCODER.encodeToString(user.name().getBytes(StandardCharsets.UTF_8));
        return name + "." + end.getEpochSecond() + "." + ENCODER.encodeToString(seal(user, end.getEpochSecond()));
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

    /** Whether the token is that user's and still good. */
    boolean isGood(String token, User user, Instant now) {
        String[] parts = token.split("\\.", -1);
        try {
            long end = Long.parseLong(parts[1]);
            return parts.length == 3
                    && now.getEpochSecond() < end
                    && MessageDigest.isEqual(
                            seal(user, end), Base64.getUrlDecoder().decode(parts[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private byte[] seal(User user, long end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            String sealed = String.join("\n", user.name(), user.password().toString(), String.valueOf(end));
            return mac.doFinal(sealed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
