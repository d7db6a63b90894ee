package org.confluens.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows the guessing of passwords: after some failures a name rests for a while. Kept in memory, bounded. */
final class LoginAttempts {

    private static final int ALLOWED = 8;
    private static final Duration REST = Duration.ofMinutes(1);
    private static final int NAMES_KEPT = 10_000;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    private final Map<String, Failures> byName = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES_KEPT;
        }
    };

    LoginAttempts(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean tooMany(String name) {
        Failures failures = byName.get(name);
        return failures != null && failures.count() >= ALLOWED && isRecent(failures);
    }

    synchronized void failed(String name) {
        Failures before = byName.get(name);
        int count = before != null && isRecent(before) ? before.count() : 0;
        byName.put(name, new Failures(count + 1, clock.instant()));
    }

    synchronized void succeeded(String name) {
        byName.remove(name);
    }

    private boolean isRecent(Failures failures) {
        Instant now = clock.instant();
        return failures.last().plus(REST).isAfter(now) && !failures.last().isAfter(now);
    }
}
