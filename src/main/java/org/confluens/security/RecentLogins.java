package org.confluens.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a short while ago, so that a program that sends its password with each request does not wait
 * for the slow hash each time; from the address that it was right from, so that nobody else gets to guess fast. Holds a keyed hash only, and only as long as the process lives.
 */
final class RecentLogins {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Instant> until = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    RecentLogins(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    synchronized void keep(String address, User user, char[] password) {
        until.put(digest(address, user, password), clock.instant().plus(KEPT));
    }

    synchronized boolean holds(String address, User user, char[] password) {
        Instant end = until.get(digest(address, user, password));
        return end != null && clock.instant().isBefore(end);
    }

    private String digest(String address, User user, char[] password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((address + "\n" + user.name() + "\n" + user.password() + "\n").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(String.valueOf(password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + key.getAlgorithm(), e);
        }
    }
}
